using System.Security.Claims;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Errors;
using Enterprise.Web.Logs;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Enterprise.Web.Security;

/// <summary>Reads the token, and answers and records what authentication and authorization refuse.</summary>
internal sealed partial class BearerEvents(
    RefusalWriter writer, RefusalRecorder refusals, TokenSightings sightings, IOptions<ApplicationOptions> application,
    ILogger<BearerEvents> logger) : JwtBearerEvents
{
    /// <summary>A token is accepted this long after its expiry.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    /// <summary>One header in one form, or none: two readers might read anything else differently.</summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        context.Token = HttpCaller.TokenOf(context.Request);
        if (context.Token is null && context.Request.Headers.Authorization.Count > 0)
        {
            context.Fail(new TokenRefusedException(TokenRefusal.Malformed, "The header is not \"Bearer\", one space and a token."));
        }

        return Task.CompletedTask;
    }

    /// <summary>Marks an accepted token that was first used from another address.</summary>
    public override Task TokenValidated(TokenValidatedContext context)
    {
        var http = context.HttpContext;
        if (http.Connection.RemoteIpAddress is not { } address || context.SecurityToken is not JsonWebToken token)
        {
            return Task.CompletedTask;
        }

        var (isElsewhere, isNew) = sightings.See(token.EncodedToken, address, new DateTimeOffset(token.ValidTo) + Leeway);
        RequestOriginFeature.Of(http).Remark = isElsewhere ? AccessRemark.TokenSeenElsewhere : null;
        if (isNew)
        {
            Elsewhere(logger, http.TraceIdentifier, OneLine.Piece(context.Principal!.FindFirstValue(CallerClaims.Tenant)),
                OneLine.Piece(context.Principal!.FindFirstValue(CallerClaims.UserId)), AccessRemark.TokenSeenElsewhere);
        }

        return Task.CompletedTask;
    }

    /// <summary>Refuses a request without a valid token.</summary>
    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var refusal = context.AuthenticateFailure is TokenRefusedException token ? Refusals.Of(token, application.Value)
            : context.AuthenticateFailure is null ? Refusals.NoToken
            : Refusals.Of(new TokenRefusedException(TokenRefusal.Malformed, "The token cannot be read."), application.Value);
        if (!await refusals.RecordUnauthenticatedAsync(HttpCaller.OriginOf(context.HttpContext), refusal.Code))
        {
            RequestLog.LeaveOut(context.HttpContext);
        }

        await writer.WriteAsync(context.HttpContext, refusal);
    }

    /// <summary>Refuses a user without the role that the page requires.</summary>
    public override async Task Forbidden(ForbiddenContext context)
    {
        var http = context.HttpContext;
        var caller = http.RequestServices.GetRequiredService<ICaller>();
        var role = http.GetEndpoint()!.Metadata.GetRequiredMetadata<RequiresAttribute>().Role;
        await refusals.RecordForbiddenAsync(caller, OneLine.Path(http.Request.Path), application.Value.NameOf(role));
        await writer.WriteAsync(http, Refusals.RoleMissing(role, caller.User.Tenant, application.Value));
    }
}
