using System.Text.Json;
using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.AssetManagement.Types;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>
/// The aspects of one asset, inherited ones too: <c>GET /assets/{id}/aspects</c> and <c>/aspects/{name}</c>. Members: Siemens' OpenAPI
/// definition.
/// </summary>
internal static class AssetAspects
{
    public static Task AnswerAsync(ApiRequest request)
    {
        var asset = request.Asset();
        return new SmallList<AspectSlot>(slot => asset.Id.Part(slot.Name).ToString(), slot => slot.Name).AnswerAsync(
            request, $"/assets/{asset.Id}/aspects", "aspects", asset.Type.AllAspects, (writer, slot) =>
                Write(writer, asset, slot, request.Links));
    }

    public static Task AnswerOneAsync(ApiRequest request)
    {
        var asset = request.Asset();
        var name = request.PathValue("name");
        var slot = asset.Type.AllAspects.FirstOrDefault(slot => slot.Name == name) ?? throw ApiException.NotFound("Aspect", name);
        return Hal.WriteOneAsync(request, slot, (writer, item) => Write(writer, asset, item, request.Links), version: 1);
    }

    private static void Write(Utf8JsonWriter writer, Asset asset, AspectSlot slot, Links links)
    {
        var id = asset.Id.ToString();
        writer.WriteStartObject();
        writer.WriteString("name", slot.Name);
        writer.WriteString("category", slot.Type.Category);
        writer.WriteString("aspectTypeId", slot.Type.Id);
        writer.WriteString("aspectId", asset.Id.Part(slot.Name).ToString());
        writer.WriteString("holderAssetId", id);
        writer.WriteString("description", slot.Type.Description);
        VariableWriter.WriteAll(writer, slot.Type.Variables);
        writer.WriteStartObject("_links");
        writer.WriteLink("self", $"{links.Asset(id)}/aspects/{slot.Name}");
        writer.WriteLink("asset", links.Asset(id));
        writer.WriteLink("aspectType", links.AspectType(slot.Type.Id));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
