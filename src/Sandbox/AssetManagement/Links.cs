using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>Absolute links on the origin that the caller used, its base path included.</summary>
internal sealed class Links(HttpRequest request)
{
    /// <summary>The API's base without a trailing slash.</summary>
    public string Base { get; } =
        $"{request.Scheme}://{request.Host}{request.PathBase}/api/assetmanagement{request.HttpContext.Api().Suffix}/v3";

    public string Asset(string id) => $"{Base}/assets/{id}";

    public string AssetType(string id) => $"{Base}/assettypes/{id}";

    public string File(string id) => $"{Base}/files/{id}";

    public string AspectType(string id) => $"{Base}/aspecttypes/{id}";
}
