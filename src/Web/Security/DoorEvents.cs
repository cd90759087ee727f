using Enterprise.Application.AccessLog;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Errors;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Enterprise.Web.Security;

/// <summary>What is said, and recorded, at the door.</summary>
internal sealed class DoorEvents(RefusalWriter writer, AccessRecorder recorder, StrangerLog strangers, IOptions<ApplicationOptions> application) : JwtBearerEvents
{
    /// <summary>Nobody could be told: no token, or none that passes.</summary>
    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var refusal = Refusals.Of(context.AuthenticateFailure is TokenRefusedException token ? token.Reason
            : context.Request.Headers.Authorization.Count == 0 ? null : TokenRefusal.Malformed);
        await strangers.RecordAsync(HttpCaller.OriginOf(context.HttpContext), refusal.Code);
        await writer.WriteAsync(context.HttpContext, refusal);
    }

    /// <summary>Somebody is known, and has not the role that the page needs.</summary>
    public override async Task Forbidden(ForbiddenContext context)
    {
        var http = context.HttpContext;
        var caller = http.RequestServices.GetRequiredService<ICaller>();
        var role = http.GetEndpoint()!.Metadata.GetRequiredMetadata<RequiresAttribute>().Role;
        await recorder.RecordAsync(caller, AccessAction.OpenPage, AccessOutcome.Denied,
            new(Resource: http.Request.Path, Detail: role.Name(), Reason: Refusals.RoleMissingCode));
        await writer.WriteAsync(http, Refusals.RoleMissing(role, caller.User.Tenant, application.Value));
    }
}
