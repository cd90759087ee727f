using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Hosting;

/// <summary>
/// Understands both forms of an API's path: <c>/api/{service}/{version}</c> and, in the second generation, <c>/api/{service}-{core
/// tenant}/{version}</c> (documented). On the second generation's API host <c>/api</c> may be left out (seen). What follows sees the first
/// form, and the generation beside it.
/// </summary>
internal sealed class ApiPathMiddleware(RequestDelegate next, SandboxOptions options)
{
    private readonly string suffix = "-" + options.CoreTenant;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var match = context.HostMatch();
        var atSecond = match is { Place: Place.Gateway, Generation: Generation.Second };
        if (atSecond && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            request.Path = "/api" + request.Path;
        }

        if (!request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var api, out var rest))
        {
            return next(context);
        }

        var path = rest.Value ?? "";
        var end = path.IndexOf('/', Math.Min(1, path.Length));
        var service = end < 0 ? path : path[..end];
        var second = service.EndsWith(suffix, StringComparison.Ordinal);
        if (match.Place == Place.Gateway && second != atSecond)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (second)
        {
            request.Path = api.Add(service[..^suffix.Length] + path[service.Length..]);
            context.Features.Set(new ApiForm(Generation.Second, suffix));
        }

        return next(context);
    }
}

/// <summary>The form of the path by which an API was called.</summary>
internal sealed record ApiForm(Generation Generation, string Suffix)
{
    public static ApiForm First { get; } = new(Generation.First, "");
}

/// <summary>The form of the current request.</summary>
internal static class ApiFormContext
{
    /// <summary>The path as the caller wrote it, with the core tenant's number where there was one.</summary>
    public static string ApiPath(this HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var end = path.IndexOf('/', "/api/".Length);
        return end < 0 ? path : path[..end] + context.Api().Suffix + path[end..];
    }

    public static ApiForm Api(this HttpContext context) => context.Features.Get<ApiForm>() ?? ApiForm.First;
}
