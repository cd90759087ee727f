using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Control;

/// <summary>The tenants, and the move of a tenant to the other generation of identity.</summary>
internal static class TenantEndpoints
{
    public static IResult List(TenantMoves moves, Addresses addresses) =>
        Results.Json(Tenant.All.Select(tenant => Show(tenant, moves, addresses)));

    public static async Task<IResult> Move(HttpRequest request, string name, TenantMoves moves, Addresses addresses)
    {
        var wanted = await JsonBody.ReadAsync<Wanted>(request);
        var to = Words.Parse<Generation>(wanted.Generation ?? "");
        return Tenant.Find(name) is not { } tenant ? ControlGuard.Problem(StatusCodes.Status404NotFound, $"There is no tenant '{name}'.")
            : moves.Move(name, to) ? Results.Json(Show(tenant, moves, addresses))
            : ControlGuard.Problem(StatusCodes.Status409Conflict, $"Tenant {name} cannot be moved.");
    }

    private static object Show(Tenant tenant, TenantMoves moves, Addresses addresses) => new
    {
        tenant.Name,
        tenant.DisplayName,
        tenant.Id,
        generation = Words.Of(moves.Of(tenant.Name)),
        movable = tenant.IsMovable,
        application = addresses.Application(tenant.Name),
    };

    private sealed record Wanted(string? Generation);
}
