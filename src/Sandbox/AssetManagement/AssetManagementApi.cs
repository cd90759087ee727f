namespace Enterprise.Sandbox.AssetManagement;

/// <summary>The stand-in of the platform's Asset Management API, version 3, read side.</summary>
public static class AssetManagementApi
{
    /// <summary>Registers the deterministic data of all tenants, made from a seed number.</summary>
    /// <param name="services">The services of the stand-in.</param>
    /// <param name="seed">The seed: the same number gives the same assets, ids included.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddAssetManagement(this IServiceCollection services, int seed) => services;

    /// <summary>Maps the routes below <c>/api/assetmanagement/v3</c>. The caller is the request's <see cref="Identity.ApiCaller"/> feature.</summary>
    /// <param name="routes">Where to map them.</param>
    public static void MapAssetManagement(this IEndpointRouteBuilder routes)
    {
    }
}
