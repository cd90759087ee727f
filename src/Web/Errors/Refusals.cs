using Enterprise.Application.AccessLog;
using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Errors;

/// <summary>The catalogue of refusals: every text that a user reads instead of a page.</summary>
internal static class Refusals
{
    private const string FromTheLaunchpad = "Open the application again from the Launchpad.";

    private const string TellTheOperator = "Try again. If this persists, send the request ID to the operator.";

    private const string NewRole = "After the role has been assigned, sign out and sign in again: roles are read at sign-in.";

    public static Refusal NoToken { get; } = new(
        "no_token", 401, "Sign in first",
        "Retrieved no authorization header: the request did not come through the platform's gateway, which signs users in.",
        FromTheLaunchpad) { Plain = "Retrieved no authorization header" };

    public static Refusal NotFound { get; } = new(
        "not_found", 404, "Page not found", "This address does not exist.", "Check the address, or go to the start page.");

    public static Refusal AssetNotFound { get; } = new(
        "not_found", 404, "Asset not found, or not visible to you",
        "The asset does not exist, was deleted, or you do not have permission to see it.",
        "Search for it in the list of assets.");

    public static Refusal EntryNotFound { get; } = new(
        "not_found", 404, "Entry not found, or not visible to you", "The access log that you may read has no entry with this ID.",
        "Search for it in the access log.");

    public static Refusal ExportNotFound { get; } = new(
        "not_found", 404, "Export not found", "The export expired, was replaced by a newer one, or belongs to another user.",
        "Start a new export from the access log.");

    public static Refusal MethodNotAllowed { get; } = new(
        "method_not_allowed", 405, "This application is read-only", "Only GET and HEAD requests are supported.", "Use GET.");

    public static Refusal LogUnavailable { get; } = new(
        "log_unavailable", 503, "The access log is unavailable",
        "Every access must be recorded before data is shown, and recording failed. No data was shown.",
        "Try again in a few seconds. If this persists, contact the operator.") { RetryAfter = 5 };

    public static Refusal LogSlow { get; } = new(
        AccessLogSlowException.Code, 503, "Search timed out",
        $"The access log did not answer within {AccessLogDeadline.Text}. No data was shown. This attempt was recorded.",
        "Choose a shorter period or remove a filter.") { RetryAfter = 5 };

    public static Refusal TooManyRequests { get; } = new(
        RefusalRecorder.TooManyRequests, 429, "Too many requests",
        "Your account sent too many requests in one second. No data was shown. These attempts were recorded.",
        "Wait a few seconds and try again. If you did not send them, contact the operator.") { RetryAfter = 1 };

    public static Refusal Unexpected { get; } = new(
        "unexpected", 500, "Something went wrong", "An error in the application stopped this request. No data was shown.", TellTheOperator);

    public static Refusal Of(TokenRefusedException refused, ApplicationOptions application) => refused.Reason switch
    {
        TokenRefusal.IdentityUnavailable => SignInUnchecked(refused.RetryAfter ?? TimeSpan.FromSeconds(5)),
        TokenRefusal.TenantNotEnabled => new(
            "tenant_not_enabled", 403, $"{application.AppTitle} is not enabled for {refused.Tenant?.Value ?? "your tenant"}",
            "You are signed in to a tenant that this application does not serve. No data was shown.",
            "Ask the provider of the application to enable your tenant."),
        TokenRefusal.Expired => Token("token_expired", "Your session has expired", "The token of this request has expired."),
        TokenRefusal.TooLong => Token(
            "token_lifetime", "Sign-in not accepted",
            "The token of this request is valid for more than 24 hours. The platform issues no such tokens."),
        TokenRefusal.NotYetValid => Token(
            "token_not_yet_valid", "Sign-in is not valid yet",
            "The token of this request is valid only in the future: the platform's clock or this server's clock is wrong. "
            + $"They differ by {Words.Duration(refused.ClockDifference)}.",
            "Ask the operator to check the clock of this server."),
        TokenRefusal.UnknownIssuer => Token(
            "unknown_issuer", "Sign-in not accepted",
            "The token of this request was issued by an identity provider that is not configured here."),
        TokenRefusal.UnknownKey or TokenRefusal.BadSignature or TokenRefusal.WrongAlgorithm => Token(
            "bad_signature", "Sign-in not accepted", "The token of this request was not signed by the platform's identity service."),
        TokenRefusal.NotAUser => Token(
            "not_a_user", "Sign in as a user",
            "The token of this request belongs to a technical user, or is not an access token. Pages are shown to users only."),
        TokenRefusal.WrongApplication => Token(
            "wrong_application", "Sign-in for another application",
            "The token of this request was issued for another application of the platform."),
        _ => Token("token_malformed", "Sign-in not readable", "The Authorization header of this request does not contain a valid token."),
    };

    public static Refusal RoleMissing(AppRole role, TenantId tenant, ApplicationOptions application) => new(
        RefusalRecorder.RoleMissing, 403, $"You need the role \"{application.NameOf(role)}\". Ask your administrator.",
        $"You are signed in, but your account in tenant {tenant} does not have this role in {application.AppTitle}. "
        + "No data was shown. This attempt was recorded.",
        NewRole)
    {
        Facts =
        [
            ("Role to request", application.RoleNameOf(role)),
            ("Who can assign it", $"the administrator of tenant {tenant}, in Settings on the platform"),
        ],
    };

    public static Refusal Of(AssetCatalogException failure) => failure.Failure switch
    {
        CatalogFailure.TokenRefused => new(
            failure.Code, 401, "Your session is no longer valid", "The platform rejected the token of this request. No data was shown.",
            FromTheLaunchpad),
        CatalogFailure.RightMissing => new(
            failure.Code, 403, "You do not have permission to read assets",
            "You may use this application, but your account lacks the platform role for reading assets. No data was shown. "
            + "This attempt was recorded.",
            $"Ask your administrator for the role. {NewRole}")
        {
            Facts =
            [
                ("Role to request", "mdsp:core:assetmanagement.standarduser"),
                ("Who can assign it", "the administrator of your tenant, in Settings on the platform"),
            ],
        },
        CatalogFailure.TooManyRequests => new(
            failure.Code, 503, "The platform is busy", "The platform is limiting requests to its asset service. No data was shown.",
            "Try again in a minute.") { RetryAfter = 60 },
        CatalogFailure.Slow => new(
            failure.Code, 504, "The platform did not respond in time",
            "The platform's asset service did not answer within 8 seconds. No data was shown.",
            "Try again in a few seconds.") { RetryAfter = 5 },
        CatalogFailure.Down => new(
            failure.Code, 502, "The platform is unavailable",
            "The platform's asset service is down or cannot be reached. No data was shown.",
            "Try again in a few seconds.") { RetryAfter = 5 },
        _ => new(
            failure.Code, 502, "Invalid response from the platform",
            "The platform's asset service returned data in an unexpected format. No data was shown.",
            TellTheOperator),
    };

    public static Refusal ForStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        >= StatusCodes.Status500InternalServerError => Unexpected,
        StatusCodes.Status413PayloadTooLarge => new(
            "body_refused", 413, "Request bodies are not accepted", "This application is read-only and rejects requests that have a body.",
            "Use GET without a body."),
        _ => new("bad_request", status, "Invalid request", "The server could not read the request.", "Check the address."),
    };

    private static Refusal SignInUnchecked(TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new(
            "identity_unavailable", 503, "Your sign-in cannot be verified right now",
            "The application is waiting for the platform's identity service to provide the key that verifies your sign-in. "
            + "No data was shown.",
            $"Try again in {Words.Duration(TimeSpan.FromSeconds(seconds))}. "
            + "If this persists, contact the operator.") { RetryAfter = seconds };
    }

    private static Refusal Token(string code, string title, string text, string advice = FromTheLaunchpad) =>
        new(code, 401, title, text, advice);
}
