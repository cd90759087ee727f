using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>Single reads: <c>GET /assets/{id}</c> and <c>GET /assets/root</c>.</summary>
internal static class SingleAsset
{
    public static Task AnswerAsync(ApiRequest request) => AnswerAsync(request, request.Asset());

    /// <summary>
    /// What a caller with a subtenant gets here from the platform is not known: 404, since the root is not the subtenant's.
    /// </summary>
    public static Task AnswerRootAsync(ApiRequest request) =>
        AnswerAsync(request, request.View.Shows(request.Data.Root) ? request.Data.Root : throw ApiException.NotFound("Asset", "root"));

    private static Task AnswerAsync(ApiRequest request, Asset asset) =>
        Hal.WriteOneAsync(request, asset, new AssetWriter(request.Links, request.View, basicFieldsOnly: false).WriteSingle, asset.Etag);
}
