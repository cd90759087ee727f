using System.Runtime.CompilerServices;
using Enterprise.Sandbox.Data;

[assembly: InternalsVisibleTo("Enterprise.Sandbox.Tests")]

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>The stand-in of the platform's Asset Management API, version 3, read side.</summary>
public static class AssetManagementApi
{
    internal const string BasePath = "/api/assetmanagement/v3";

    private static readonly string[] ReadingMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers the deterministic data of all tenants, made from a seed number.</summary>
    /// <param name="services">The services of the stand-in.</param>
    /// <param name="seed">The seed: the same number gives the same assets, ids included.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddAssetManagement(this IServiceCollection services, int seed) => services
        .AddSingleton(new TenantCatalog(seed))
        .AddSingleton<AssetSearch>();

    /// <summary>Maps the routes below <c>/api/assetmanagement/v3</c>. The caller is the request's <see cref="Identity.ApiCaller"/> feature.</summary>
    /// <param name="routes">Where to map them.</param>
    public static void MapAssetManagement(this IEndpointRouteBuilder routes)
    {
        Map("/", Billboard.AnswerAsync);
        Map("/assets", AssetList.AnswerAsync);
        Map("/assets/root", SingleAsset.AnswerRootAsync);
        Map("/assets/{id}", SingleAsset.AnswerAsync);
        Map("/assets/{id}/aspects", AssetAspects.AnswerAsync);
        Map("/assets/{id}/variables", AssetVariables.AnswerAsync);
        Map("/assettypes", AssetTypeReads.AnswerListAsync);
        Map("/assettypes/{**id}", AssetTypeReads.AnswerOneAsync);
        Map("/aspecttypes", AspectTypeReads.AnswerListAsync);
        Map("/aspecttypes/{id}", AspectTypeReads.AnswerOneAsync);
        Map("/{**id}", request => throw RefusedException.NotFound("Resource", request.Id));

        void Map(string pattern, Func<ApiRequest, Task> answerAsync) =>
            routes.MapMethods(BasePath + pattern, ReadingMethods, context => Door.EnterAsync(context, answerAsync));
    }
}
