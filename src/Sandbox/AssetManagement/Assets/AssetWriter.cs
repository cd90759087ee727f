using System.Globalization;
using System.Text.Json;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>Writes assets, members in the order of real answers. <c>t2Tenant</c> is the deprecated twin of <c>subTenant</c>.</summary>
/// <param name="links">The caller's links.</param>
/// <param name="view">What the caller sees, which bounds the hierarchy path.</param>
/// <param name="basicFieldsOnly">Leaves out files, variables, aspects and locks. What exactly the platform leaves out is not known.</param>
internal sealed class AssetWriter(Links links, AssetView view, bool basicFieldsOnly)
{
    /// <summary>Writes an asset as a list shows it.</summary>
    public void WriteListed(Utf8JsonWriter writer, Asset asset) => Write(writer, asset, isSingle: false);

    /// <summary>Writes an asset as a single read shows it, with the path from the root and a link to its children.</summary>
    public void WriteSingle(Utf8JsonWriter writer, Asset asset) => Write(writer, asset, isSingle: true);

    private void Write(Utf8JsonWriter writer, Asset asset, bool isSingle)
    {
        var id = asset.Id.ToString();
        writer.WriteStartObject();
        writer.WriteString("assetId", id);
        writer.WriteString("tenantId", asset.TenantId);
        writer.WriteString("name", asset.Name);
        writer.WriteNumber("etag", asset.Etag);
        writer.WriteString("externalId", asset.ExternalId);
        writer.WriteString("t2Tenant", asset.SubTenant);
        writer.WriteString("subTenant", asset.SubTenant);
        if (asset.Description is { } description)
        {
            writer.WriteString("description", description);
        }

        writer.WriteString("timezone", asset.Timezone);
        writer.WriteString("twinType", asset.TwinType);
        writer.WriteString("parentId", asset.ParentId?.ToString());
        writer.WriteString("typeId", asset.Type.Id);
        LocationWriter.Write(writer, asset.LocationHolder?.OwnLocation);
        if (!basicFieldsOnly)
        {
            AssetValuesWriter.Write(writer, asset, links);
        }

        if (isSingle)
        {
            WriteHierarchyPath(writer, asset);
        }

        writer.WriteString("deleted", asset.Deleted?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        SharingWriter.Write(writer, asset.Sharing);
        WriteLinks(writer, asset, id, isSingle);
        writer.WriteEndObject();
    }

    /// <summary>
    /// From the root down to the parent. What the platform does about ancestors the caller may not see is not known: here they are missing.
    /// </summary>
    private void WriteHierarchyPath(Utf8JsonWriter writer, Asset asset)
    {
        var ancestors = new Stack<Asset>();
        for (var ancestor = asset.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            ancestors.Push(ancestor);
        }

        writer.WriteStartArray("hierarchyPath");
        foreach (var ancestor in ancestors.Where(view.Shows))
        {
            writer.WriteStartObject();
            writer.WriteString("assetId", ancestor.Id.ToString());
            writer.WriteString("name", ancestor.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteLinks(Utf8JsonWriter writer, Asset asset, string id, bool isSingle)
    {
        var self = links.Asset(id);
        writer.WriteStartObject("_links");
        writer.WriteLink("self", self);
        writer.WriteLink("aspects", self + "/aspects");
        writer.WriteLink("variables", self + "/variables");
        writer.WriteLink("location", links.Asset((asset.LocationHolder ?? asset).Id.ToString()) + "/location");
        if (asset.ParentId is { } parent)
        {
            writer.WriteLink("parent", links.Asset(parent.ToString()));
        }

        if (isSingle)
        {
            writer.WriteLink("children", $"{links.Base}/assets?filter={Uri.EscapeDataString($$"""{"parentId":"{{id}}"}""")}");
        }

        writer.WriteEndObject();
    }
}
