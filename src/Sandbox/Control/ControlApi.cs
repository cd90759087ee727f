using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Control;

/// <summary>
/// The control API, <c>/sandbox/v1</c>: what a developer or a test changes while the Sandbox runs. The Sandbox's own pages use it. Its
/// description is at <c>/sandbox/v1/openapi.json</c>.
/// </summary>
internal static class ControlApi
{
    public const string BasePath = "/sandbox/v1";

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(BasePath).ServedAt(Place.Root).AddEndpointFilter(ControlGuard.CheckAsync);
        api.MapGet("/openapi.json", () => Results.Text(Resource.Read("Control.openapi.json"), "application/json"));
        api.MapGet("/people", PeopleEndpoints.List);
        api.MapGet("/people/{id}", PeopleEndpoints.Find);
        api.MapGet("/token-kinds", TokenEndpoints.Kinds);
        api.MapPost("/tokens", TokenEndpoints.Issue);
        api.MapGet("/token-lifetime", TokenEndpoints.Lifetime);
        api.MapPut("/token-lifetime", TokenEndpoints.SetLifetime);
        api.MapGet("/keys", KeyEndpoints.List);
        api.MapPost("/keys/{generation}/rotate", KeyEndpoints.Rotate);
        api.MapPost("/keys/{generation}/withdraw", KeyEndpoints.Withdraw);
        api.MapPut("/keys/{generation}", KeyEndpoints.Set);
        api.MapGet("/tenants", TenantEndpoints.List);
        api.MapPut("/tenants/{name}", TenantEndpoints.Move);
        api.MapGet("/fault-kinds", FaultEndpoints.Kinds);
        api.MapGet("/faults", FaultEndpoints.List);
        api.MapPost("/faults", FaultEndpoints.Add);
        api.MapDelete("/faults", FaultEndpoints.Clear);
        api.MapDelete("/faults/{id:int}", FaultEndpoints.Remove);
    }
}
