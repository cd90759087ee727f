namespace Enterprise.Sandbox.Launchpad;

/// <summary>
/// Refuses forms that another site submits: a browser says where a POST comes from in <c>Sec-Fetch-Site</c> or <c>Origin</c>.
/// What sends neither is no browser and carries no cookies of one.
/// </summary>
internal static class OwnOrigin
{
    public static RouteGroupBuilder RequireOwnOrigin(this RouteGroupBuilder routes) => routes.AddEndpointFilter(async (context, next) =>
        IsOwn(context.HttpContext.Request) ? await next(context) : Results.Text("This form has to be sent from the Launchpad itself.", statusCode: StatusCodes.Status403Forbidden));

    private static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && (request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}"));
}
