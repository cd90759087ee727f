using System.Runtime.CompilerServices;
using Enterprise.Sandbox.AssetManagement.Assets;
using Enterprise.Sandbox.AssetManagement.Files;
using Enterprise.Sandbox.AssetManagement.Types;
using Enterprise.Sandbox.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;

[assembly: InternalsVisibleTo("Enterprise.Sandbox.Tests")]

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>The platform's Asset Management API, version 3, read side.</summary>
public static class AssetManagementApi
{
    internal const string BasePath = "/api/assetmanagement/v3";

    private static readonly string[] ReadingMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers the deterministic data of all tenants, made from a seed number.</summary>
    /// <param name="services">The services of the Sandbox.</param>
    /// <param name="options">Seed and switches.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddAssetManagement(this IServiceCollection services, SandboxOptions options)
    {
        services.TryAddSingleton(options);
        return services
            .AddSingleton(new TenantCatalog(new DataOptions(options.Seed, options.RootHasParent)))
            .AddSingleton<RequestLimiter>()
            .AddSingleton<AssetSearch>();
    }

    /// <summary>
    /// Maps the routes below <c>/api/assetmanagement/v3</c>. The caller is the request's <see cref="Identity.ApiCaller"/> feature.
    /// </summary>
    /// <param name="routes">Where to map them.</param>
    public static void MapAssetManagement(this IEndpointRouteBuilder routes)
    {
        Map("/", ApiIndex.AnswerAsync);
        Map("/assets", AssetList.AnswerAsync);
        Map("/assets/root", SingleAsset.AnswerRootAsync);
        Map("/assets/{id}", SingleAsset.AnswerAsync);
        Map("/assets/{id}/aspects", AssetAspects.AnswerAsync);
        Map("/assets/{id}/aspects/{name}", AssetAspects.AnswerOneAsync);
        Map("/assets/{id}/variables", AssetVariables.AnswerAsync);
        Map("/assets/{id}/location", AssetLocation.AnswerAsync);
        Map("/assets/{id}/locks", AssetLocks.AnswerListAsync);
        Map("/assets/{id}/locks/{lockId}", AssetLocks.AnswerOneAsync);
        Map("/assettypes", AssetTypeReads.AnswerListAsync);
        Map("/assettypes/{**id}", AssetTypeReads.AnswerOneAsync);
        Map("/aspecttypes", AspectTypeReads.AnswerListAsync);
        Map("/aspecttypes/{id}", AspectTypeReads.AnswerOneAsync);
        Map("/files", FileReads.AnswerListAsync);
        Map("/files/{id}", FileReads.AnswerOneAsync);
        routes.MapMethods(BasePath + "/files/{id}/file", ReadingMethods, context =>
            ApiEntry.HandleAsync(context, FileReads.DownloadAsync, isHal: false));
        Map("/model/lock", ModelLock.AnswerAsync);

        void Map(string pattern, Func<ApiRequest, Task> answerAsync) =>
            routes.MapMethods(BasePath + pattern, ReadingMethods, context => ApiEntry.HandleAsync(context, answerAsync));
    }
}
