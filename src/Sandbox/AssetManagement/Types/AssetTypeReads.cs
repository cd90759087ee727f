using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Types;

/// <summary>Asset types: <c>GET /assettypes</c> and <c>GET /assettypes/{id}</c>; <c>exploded=true</c> adds inherited members.</summary>
internal static class AssetTypeReads
{
    private static readonly SmallList<AssetType> List = new(type => type.Id, type => type.Name);

    public static Task AnswerListAsync(ApiRequest request) =>
        List.AnswerAsync(request, "/assettypes", "assetTypes", Visible(request), Writer(request).Write);

    public static Task AnswerOneAsync(ApiRequest request) => Hal.WriteOneAsync(
        request,
        Visible(request).FirstOrDefault(type => string.Equals(type.Id, request.Id, StringComparison.Ordinal))
            ?? throw ApiException.NotFound("Asset type", request.Id),
        Writer(request).Write,
        version: 1);

    private static AssetTypeWriter Writer(ApiRequest request) => new(request.Links, request.Data.Types, request.Query.Flag("exploded"));

    private static IEnumerable<AssetType> Visible(ApiRequest request)
    {
        var types = request.Data.Types;
        var includeShared = request.IncludeShared;
        return types.AssetTypes.Where(type => includeShared || !types.IsReceived(type.TenantId));
    }
}
