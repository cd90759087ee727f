using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Faults;

/// <summary>
/// Lets requests to the platform fail: its APIs, its identity service, the bar's script. Pages of the Sandbox and the control API never
/// fail.
/// </summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultRegistry faults, FaultEffects effects)
{
    private static readonly PathString[] Affected = ["/api", "/osbar", "/token_keys", "/oauth"];

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        return Array.Exists(Affected, first => path.StartsWithSegments(first, StringComparison.OrdinalIgnoreCase))
            && faults.Match(path.Value!.TrimEnd('/'), TenantOf(context)) is { } fault
            ? effects.ApplyAsync(fault, context, next)
            : next(context);
    }

    private static string? TenantOf(HttpContext context) =>
        context.Features.Get<ApiCaller>()?.Tenant
        ?? (context.HostMatch() is { Place: Place.Identity or Place.Application } match ? Tenant.Find(match.Tenant, match.Generation)?.Name
            : null);
}
