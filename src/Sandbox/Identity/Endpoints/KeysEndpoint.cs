using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Identity.Endpoints;

/// <summary>
/// <c>GET /token_keys</c>. The first generation has one set for all tenants of a region (documented by a partner for its address, inferred
/// for the set); in the second, each tenant's zone answers for itself, with the same keys, and a zone that does not exist is 404.
/// </summary>
internal static class KeysEndpoint
{
    private const int Oversize = 5 * 1024 * 1024;

    public static IResult Handle(HttpContext context, KeyRings keys, IdentitySwitches switches, SandboxOptions options)
    {
        var match = context.HostMatch();
        if (match.Generation == Generation.Second && match.Tenant != options.CoreTenant
            && Tenant.Find(match.Tenant, Generation.Second) is null)
        {
            return Results.NotFound();
        }

        var genuine = keys.Of(match.Generation).Published;
        return Results.Text(switches.KeySetOf(match.Generation) switch
        {
            KeySet.Empty => """{"keys":[]}""",
            KeySet.Broken => genuine.ToJsonString()[..200],
            KeySet.Oversized => new JsonObject { ["padding"] = new string('x', Oversize),
                ["keys"] = genuine["keys"]!.DeepClone() }.ToJsonString(),
            _ => genuine.ToJsonString(),
        }, "application/json");
    }

    /// <summary>Lets identity be slow or away.</summary>
    public static async ValueTask<object?> ApplyStateAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        var generation = context.HostMatch().Generation;
        var switches = services.GetRequiredService<IdentitySwitches>();
        if (HttpMethods.IsGet(context.Request.Method))
        {
            switches.CountFetch(generation);
        }

        switch (switches.StateOf(generation))
        {
            case IdentityState.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case IdentityState.Slow:
                await Task.Delay(services.GetRequiredService<SandboxOptions>().SlowAnswer, context.RequestAborted);
                break;
        }

        return await next(invocation);
    }
}
