namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>
/// <c>GET /assets/{id}/location</c>, where the link <c>location</c> of every asset leads. That it can be read there is assumed; without a
/// location it is 404.
/// </summary>
internal static class AssetLocation
{
    public static Task AnswerAsync(ApiRequest request)
    {
        var asset = request.Asset();
        var location = asset.LocationHolder?.OwnLocation ?? throw ApiException.NotFound("Location", request.Id);
        return Hal.WriteOneAsync(request, location, LocationWriter.WriteMembers, asset.Etag);
    }
}
