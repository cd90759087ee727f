using Enterprise.Sandbox.Launchpad;

namespace Enterprise.Sandbox.Control;

/// <summary>
/// Keeps other sites out of the control API. A browser on this machine could be made to call it: from another site's page (<c>Origin</c>,
/// <c>Sec-Fetch-Site</c>), by a form (its content type is not JSON), or through a foreign name that resolves to this machine (<c>Host</c>,
/// DNS rebinding).
/// </summary>
internal static class ControlGuard
{
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var request = invocation.HttpContext.Request;
        var options = invocation.HttpContext.RequestServices.GetRequiredService<SandboxOptions>();
        if (request.Host.Port != options.Port || request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            return Problem(StatusCodes.Status403Forbidden, $"The control API is available at http://localhost:{options.Port} only.");
        }

        if (!OwnOrigin.IsOwn(request) && !(HttpMethods.IsGet(request.Method) && OwnOrigin.IsTyped(request)))
        {
            return Problem(StatusCodes.Status403Forbidden, "The control API takes no requests from other sites.");
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsDelete(request.Method) && !request.HasJsonContentType())
        {
            return Problem(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with Content-Type: application/json.");
        }

        try
        {
            return await next(invocation);
        }
        catch (BadRequestException fault)
        {
            return Problem(StatusCodes.Status400BadRequest, fault.Message);
        }
    }

    public static IResult Problem(int status, string error) => Results.Json(new { error }, statusCode: status);
}
