namespace Enterprise.Sandbox.Identity.Endpoints;

/// <summary>Errors of identity, in the OAuth form that was seen on the platform.</summary>
internal static class OAuthError
{
    public static Task WriteAsync(HttpContext context, int status, string error, string description)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error, error_description = description });
    }

    public static IResult BadCredentials { get; } = Result(StatusCodes.Status401Unauthorized, "unauthorized", "Bad credentials");

    public static IResult Result(int status, string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: status);
}
