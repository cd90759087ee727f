namespace Enterprise.Sandbox.AssetManagement;

/// <summary>The API's entry: links to its lists.</summary>
internal static class ApiIndex
{
    public static Task AnswerAsync(ApiRequest request) => Hal.WriteOneAsync(request, request.Links.Base, (writer, path) =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("_links");
        writer.WriteLink("self", path + "/");
        writer.WriteLink("aspectTypes", path + "/aspecttypes");
        writer.WriteLink("assetTypes", path + "/assettypes");
        writer.WriteLink("assets", path + "/assets");
        writer.WriteLink("files", path + "/files");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
