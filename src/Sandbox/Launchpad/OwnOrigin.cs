namespace Enterprise.Sandbox.Launchpad;

/// <summary>
/// Tells where a request comes from. A browser says so in <c>Sec-Fetch-Site</c> and <c>Origin</c>; a client that sends neither is no
/// browser and has no cookies of one.
/// </summary>
internal static class OwnOrigin
{
    /// <summary>Refuses forms that another site submits.</summary>
    public static RouteGroupBuilder RequireOwnOrigin(this RouteGroupBuilder routes) => routes.AddEndpointFilter(async (context, next) =>
        IsOwn(context.HttpContext.Request)
            ? await next(context)
            : Results.Text("This form must be sent from the Launchpad itself.", statusCode: StatusCodes.Status403Forbidden));

    public static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && (request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}"));

    /// <summary>Whether a person typed the address or followed a bookmark.</summary>
    public static bool IsTyped(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() == "none"
        && request.Headers.Origin.Count == 0;
}
