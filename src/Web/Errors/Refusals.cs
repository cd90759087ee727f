using Enterprise.Application.AccessLog;
using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Errors;

/// <summary>The catalogue of refusals: every text that a person reads instead of a page.</summary>
internal static class Refusals
{
    public const string RoleMissingCode = "role_missing";

    private const string FromTheLaunchpad = "Open the application from the platform's Launchpad.";

    public static Refusal NoToken { get; } = new(
        "no_token", 401, "Sign-in needed",
        "Retrieved no authorization header: this address was called without the sign-in that the platform's gateway adds.",
        FromTheLaunchpad) { Plain = "Retrieved no authorization header" };

    public static Refusal NotFound { get; } = new(
        "not_found", 404, "There is no such page",
        "The address leads nowhere, or to something that you may not see.", "Go back to the assets, or check the address.");

    public static Refusal MethodNotAllowed { get; } = new(
        "method_not_allowed", 405, "This application is read-only",
        "Only GET and HEAD are answered: nothing here can be changed by a request.", "Ask with GET.");

    public static Refusal LogUnavailable { get; } = new(
        "log_unavailable", 503, "The access could not be recorded",
        "This application shows nothing that it cannot record, and its access log does not take entries at the moment. Nothing was shown.",
        "Try again in a moment; if it stays so, tell the operator.") { RetryAfter = 5 };

    public static Refusal LogSlow { get; } = new(
        AccessLogSlowException.Code, 503, "This search takes too long",
        "The access log did not answer within 2 seconds. Nothing was shown, and this attempt was recorded.", "Search a shorter time, or with fewer conditions.") { RetryAfter = 5 };

    public static Refusal TooManyRequests { get; } = new(
        HurryLog.Reason, 429, "Too many requests at once",
        "In your name more was asked for within a second than any person reads. Nothing was shown, and these attempts were recorded.",
        "Wait a moment; if it was not you, or a program of yours, tell the operator.") { RetryAfter = 1 };

    public static Refusal Unexpected { get; } = new(
        "unexpected", 500, "Something went wrong here",
        "The application made a mistake and stopped before anything was shown.", "Try again, and quote the request to the operator if it stays so.");

    public static Refusal Of(TokenRefusedException refused) => refused.Reason switch
    {
        TokenRefusal.IdentityUnavailable => SignInUnchecked(refused.RetryAfter ?? TimeSpan.FromSeconds(5)),
        TokenRefusal.TenantNotEnabled => new(
            "tenant_not_enabled", 403, "This application does not serve your tenant",
            "You are signed in to a tenant that is not among those that this application serves. Nothing was shown.",
            "Ask the provider of the application to enable your tenant."),
        TokenRefusal.Expired => Token("token_expired", "Your sign-in is over", "The token of this request is not valid any more.", FromTheLaunchpad),
        TokenRefusal.TooLong => Token("token_lifetime", "The sign-in lasts too long", "The token of this request would be valid for more than 24 hours, which no token of the platform is.", FromTheLaunchpad),
        TokenRefusal.NotYetValid => Token("token_not_yet_valid", "The sign-in lies in the future",
            $"The token of this request is not valid yet: a clock is wrong, the platform's or this server's. They differ by {Words.Duration(refused.ClockDifference)}.",
            "Tell the operator to check this server's clock."),
        TokenRefusal.UnknownIssuer => Token("unknown_issuer", "Unknown sign-in", "The token of this request was issued by somebody whom this application does not know.", FromTheLaunchpad),
        TokenRefusal.UnknownKey or TokenRefusal.BadSignature or TokenRefusal.WrongAlgorithm =>
            Token("bad_signature", "The sign-in is not genuine", "The token of this request was not signed by the platform's identity service.", FromTheLaunchpad),
        TokenRefusal.NotAUser => Token("not_a_user", "A person is needed", "The token of this request belongs to a program, or is no access token; pages are shown to people only.", FromTheLaunchpad),
        TokenRefusal.WrongApplication => Token("wrong_application", "This sign-in is for another application",
            "The token of this request was issued for another application of the platform.", FromTheLaunchpad),
        _ => Token("token_malformed", "The sign-in cannot be read", "The Authorization header of this request holds no token that can be read.", FromTheLaunchpad),
    };

    public static Refusal RoleMissing(AppRole role, TenantId tenant, ApplicationOptions application) => new(
        RoleMissingCode, 403, $"You need the role “{application.NameOf(role)}” for this page",
        $"You are signed in, but your account in tenant {tenant} does not have this role of {application.AppTitle}. Nothing was shown, and this attempt was recorded.",
        "Ask for the role, then sign out and in again: roles are read at sign-in.")
    {
        Facts =
        [
            ("Role to ask for", application.RoleNameOf(role)),
            ("Who can give it", $"the administrator of tenant {tenant}, in the platform's Settings"),
        ],
    };

    public static Refusal Of(AssetCatalogException failure) => failure.Failure switch
    {
        CatalogFailure.TokenRefused => new(
            failure.Code, 401, "The platform does not accept your sign-in any more", "The platform's asset service refused the token of this request. Nothing was shown.", FromTheLaunchpad),
        CatalogFailure.RightMissing => new(
            failure.Code, 403, "The platform refuses you the assets", "You may use this application, but the platform does not let you read assets. Nothing was shown, and this attempt was recorded.",
            "Ask for the core role, then sign out and in again: roles are read at sign-in.")
        {
            Facts = [("Role to ask for", "mdsp:core:assetmanagement.standarduser"), ("Who can give it", "your tenant's administrator, in the platform's Settings")],
        },
        CatalogFailure.TooManyRequests => new(
            failure.Code, 503, "The platform asks for patience", "The platform's asset service has answered too many requests and refuses more for a while.", "Try again in a minute.") { RetryAfter = 60 },
        CatalogFailure.Slow => new(
            failure.Code, 504, "The platform is too slow", "The platform's asset service did not answer within 8 seconds. Nothing was shown.", "Try again in a moment.") { RetryAfter = 5 },
        CatalogFailure.Down => new(
            failure.Code, 502, "The platform does not answer", "The platform's asset service is out of order or cannot be reached. Nothing was shown.", "Try again in a moment.") { RetryAfter = 5 },
        _ => new(
            failure.Code, 502, "The platform's answer cannot be understood", "The platform's asset service answered something that it never should. Nothing was shown.",
            "Try again, and quote the request to the operator if it stays so."),
    };

    public static Refusal ForStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        >= StatusCodes.Status500InternalServerError => Unexpected,
        StatusCodes.Status413PayloadTooLarge => new("body_refused", 413, "Requests have no body here", "This application only reads; a request with a body is refused.", "Ask with GET and without a body."),
        _ => new("bad_request", status, "The request cannot be read", "The request is not one that this application understands.", "Check the address."),
    };

    private static Refusal SignInUnchecked(TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new(
            "identity_unavailable", 503, "Your sign-in cannot be checked right now",
            "The application is waiting for the key that checks your sign-in from the platform's identity service. Nothing was shown.",
            $"Try again in {Words.Duration(TimeSpan.FromSeconds(seconds))}. If this persists, tell the operator.") { RetryAfter = seconds };
    }

    private static Refusal Token(string code, string title, string text, string advice) => new(code, 401, title, text, advice);
}
