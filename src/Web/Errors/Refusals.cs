using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Resources;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;

namespace Enterprise.Web.Errors;

/// <summary>The catalogue of refusals: everything that a user reads instead of a page. The texts are in <c>ErrorTexts.resx</c>.</summary>
internal static class Refusals
{
    public const string UnexpectedCode = "unexpected";

    public static Refusal NoToken => new("no_token", 401, ErrorTexts.NoToken_Title, ErrorTexts.NoToken_Text, ErrorTexts.Advice_Launchpad)
    {
        Plain = ErrorTexts.NoToken_Plain,
    };

    public static Refusal NotFound => new(
        "not_found", 404, ErrorTexts.NotFound_Title, ErrorTexts.NotFound_Text, ErrorTexts.NotFound_Advice);

    public static Refusal AssetNotFound => new(
        "not_found", 404, ErrorTexts.AssetNotFound_Title, ErrorTexts.AssetNotFound_Text, ErrorTexts.AssetNotFound_Advice);

    public static Refusal EntryNotFound => new(
        "not_found", 404, ErrorTexts.EntryNotFound_Title, ErrorTexts.EntryNotFound_Text, ErrorTexts.EntryNotFound_Advice);

    public static Refusal ExportNotFound => new(
        "not_found", 404, ErrorTexts.ExportNotFound_Title, ErrorTexts.ExportNotFound_Text, ErrorTexts.ExportNotFound_Advice);

    public static Refusal MethodNotAllowed => new(
        "method_not_allowed", 405, ErrorTexts.MethodNotAllowed_Title, ErrorTexts.MethodNotAllowed_Text, ErrorTexts.MethodNotAllowed_Advice);

    public static Refusal LogUnavailable => new(
        "log_unavailable", 503, ErrorTexts.LogUnavailable_Title, ErrorTexts.LogUnavailable_Text, ErrorTexts.LogUnavailable_Advice)
    {
        RetryAfter = 5,
    };

    public static Refusal LogSlow => new(
        AccessLogSlowException.Code, 503, ErrorTexts.LogSlow_Title, ErrorTexts.LogSlow_Text.Fill(Words.Duration(AccessLogDeadline.Value)),
        ErrorTexts.LogSlow_Advice) { RetryAfter = 5 };

    public static Refusal TooManyRequests => new(
        RefusalRecorder.TooManyRequests, 429, ErrorTexts.TooManyRequests_Title, ErrorTexts.TooManyRequests_Text,
        ErrorTexts.TooManyRequests_Advice) { RetryAfter = 1 };

    public static Refusal Unexpected => new(
        UnexpectedCode, 500, ErrorTexts.Unexpected_Title, ErrorTexts.Unexpected_Text, ErrorTexts.Advice_Operator);

    public static Refusal Of(TokenRefusedException refused, ApplicationOptions application) => refused.Reason switch
    {
        TokenRefusal.IdentityUnavailable => SignInUnchecked(refused.RetryAfter ?? TimeSpan.FromSeconds(5)),
        TokenRefusal.TenantNotEnabled => new(
            "tenant_not_enabled", 403,
            ErrorTexts.TenantNotEnabled_Title.Fill(application.AppTitle, refused.Tenant?.Value ?? ErrorTexts.TenantNotEnabled_YourTenant),
            ErrorTexts.TenantNotEnabled_Text, ErrorTexts.TenantNotEnabled_Advice),
        TokenRefusal.Expired => Token("token_expired", ErrorTexts.TokenExpired_Title, ErrorTexts.TokenExpired_Text),
        TokenRefusal.TooLong => Token("token_lifetime", ErrorTexts.NotAccepted_Title, ErrorTexts.TokenTooLong_Text),
        TokenRefusal.NotYetValid => Token(
            "token_not_yet_valid", ErrorTexts.TokenNotYetValid_Title,
            ErrorTexts.TokenNotYetValid_Text.Fill(Words.Duration(refused.ClockDifference)), ErrorTexts.TokenNotYetValid_Advice),
        TokenRefusal.UnknownIssuer => Token("unknown_issuer", ErrorTexts.NotAccepted_Title, ErrorTexts.UnknownIssuer_Text),
        TokenRefusal.UnknownKey or TokenRefusal.BadSignature or TokenRefusal.WrongAlgorithm => Token(
            "bad_signature", ErrorTexts.NotAccepted_Title, ErrorTexts.BadSignature_Text),
        TokenRefusal.NotAUser => Token("not_a_user", ErrorTexts.NotAUser_Title, ErrorTexts.NotAUser_Text),
        TokenRefusal.WrongApplication => Token(
            "wrong_application", ErrorTexts.WrongApplication_Title, ErrorTexts.WrongApplication_Text),
        _ => Token("token_malformed", ErrorTexts.TokenMalformed_Title, ErrorTexts.TokenMalformed_Text),
    };

    public static Refusal RoleMissing(AppRole role, TenantId tenant, ApplicationOptions application) => new(
        RefusalRecorder.RoleMissing, 403, ErrorTexts.RoleMissing_Title.Fill(application.NameOf(role)),
        ErrorTexts.RoleMissing_Text.Fill(tenant, application.AppTitle), ErrorTexts.Advice_NewRole)
    {
        Facts =
        [
            (ErrorTexts.Role, application.RoleNameOf(role)),
            (ErrorTexts.Role_AssignedBy, ErrorTexts.Role_AssignedBy_OfTenant.Fill(tenant)),
        ],
    };

    public static Refusal Of(AssetCatalogException failure) => failure.Failure switch
    {
        CatalogFailure.TokenRefused => new(
            failure.Code, 401, ErrorTexts.PlatformTokenRefused_Title, ErrorTexts.PlatformTokenRefused_Text, ErrorTexts.Advice_Launchpad),
        CatalogFailure.RightMissing => new(
            failure.Code, 403, ErrorTexts.PlatformRightMissing_Title, ErrorTexts.PlatformRightMissing_Text,
            ErrorTexts.PlatformRightMissing_Advice.Fill(ErrorTexts.Advice_NewRole))
        {
            Facts =
            [
                (ErrorTexts.Role, "mdsp:core:assetmanagement.standarduser"),
                (ErrorTexts.Role_AssignedBy, ErrorTexts.Role_AssignedBy_OfYourTenant),
            ],
        },
        CatalogFailure.TooManyRequests => new(
            failure.Code, 503, ErrorTexts.PlatformBusy_Title, ErrorTexts.PlatformBusy_Text, ErrorTexts.PlatformBusy_Advice)
        {
            RetryAfter = 60,
        },
        CatalogFailure.Slow => new(
            failure.Code, 504, ErrorTexts.PlatformSlow_Title, ErrorTexts.PlatformSlow_Text, ErrorTexts.Advice_FewSeconds)
        {
            RetryAfter = 5,
        },
        CatalogFailure.Down => new(
            failure.Code, 502, ErrorTexts.PlatformDown_Title, ErrorTexts.PlatformDown_Text, ErrorTexts.Advice_FewSeconds)
        {
            RetryAfter = 5,
        },
        _ => new(
            failure.Code, 502, ErrorTexts.PlatformInvalid_Title, ErrorTexts.PlatformInvalid_Text, ErrorTexts.Advice_Operator),
    };

    public static Refusal ForStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        >= StatusCodes.Status500InternalServerError => Unexpected,
        StatusCodes.Status413PayloadTooLarge => new(
            "body_refused", 413, ErrorTexts.BodyRefused_Title, ErrorTexts.BodyRefused_Text, ErrorTexts.BodyRefused_Advice),
        _ => new("bad_request", status, ErrorTexts.BadRequest_Title, ErrorTexts.BadRequest_Text, ErrorTexts.BadRequest_Advice),
    };

    private static Refusal SignInUnchecked(TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new(
            "identity_unavailable", 503, ErrorTexts.IdentityUnavailable_Title, ErrorTexts.IdentityUnavailable_Text,
            ErrorTexts.IdentityUnavailable_Advice.Fill(Words.Duration(TimeSpan.FromSeconds(seconds)))) { RetryAfter = seconds };
    }

    private static Refusal Token(string code, string title, string text, string? advice = null) =>
        new(code, 401, title, text, advice ?? ErrorTexts.Advice_Launchpad);
}
