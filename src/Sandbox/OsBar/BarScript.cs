using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.OsBar;

/// <summary>Serves the Sandbox of the bar at the documented path, for every origin.</summary>
internal static class BarScript
{
    public static void MapBar(this IEndpointRouteBuilder routes, Addresses addresses, SandboxOptions options)
    {
        var script = Resource.Read("OsBar.main.min.js").Replace("{{launchpad}}", addresses.Root.AbsoluteUri, StringComparison.Ordinal)
            .Replace("{{core}}", options.CoreTenant, StringComparison.Ordinal);
        routes.MapGet("/osbar/v4/js/main.min.js", (HttpContext context) =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return Results.Text(script, "text/javascript");
        }).ServedAt(Place.Static, Place.Root);
    }
}
