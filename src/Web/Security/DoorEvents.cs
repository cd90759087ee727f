using Enterprise.Application.AccessLog;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Errors;
using Enterprise.Web.Logs;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Enterprise.Web.Security;

/// <summary>What is said, and recorded, at the door.</summary>
internal sealed class DoorEvents(RefusalWriter writer, AccessRecorder recorder, StrangerLog strangers, IOptions<ApplicationOptions> application) : JwtBearerEvents
{
    /// <summary>One header, or none: two might be read as different ones by two readers.</summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization.Count > 1)
        {
            context.Fail(new TokenRefusedException(TokenRefusal.Malformed, "There is more than one Authorization header."));
        }

        return Task.CompletedTask;
    }

    /// <summary>Nobody could be told: no token, or none that passes.</summary>
    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var refusal = context.AuthenticateFailure is TokenRefusedException token ? Refusals.Of(token)
            : context.Request.Headers.Authorization.Count == 0 ? Refusals.NoToken
            : Refusals.Of(new TokenRefusedException(TokenRefusal.Malformed, "The scheme is not Bearer."));
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
            new(Resource: OneLine.Path(http.Request.Path), Detail: application.Value.NameOf(role), Reason: Refusals.RoleMissingCode));
        await writer.WriteAsync(http, Refusals.RoleMissing(role, caller.User.Tenant, application.Value));
    }
}
