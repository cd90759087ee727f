using System.Text.Json;
using Enterprise.Sandbox.AssetManagement.Files;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Types;

/// <summary>Writes asset types. Members: Siemens' OpenAPI definition.</summary>
/// <param name="links">The caller's links.</param>
/// <param name="types">The tenant's types, which tell received ones.</param>
/// <param name="exploded">Writes inherited aspects and variables too.</param>
internal sealed class AssetTypeWriter(Links links, TypeCatalog types, bool exploded)
{
    private readonly AspectTypeWriter _aspectTypes = new(links, types);

    public void Write(Utf8JsonWriter writer, AssetType type)
    {
        writer.WriteStartObject();
        writer.WriteString("id", type.Id);
        writer.WriteString("name", type.Name);
        writer.WriteString("description", type.Description);
        writer.WriteString("parentTypeId", type.Parent?.Id);
        writer.WriteBoolean("instantiable", type.Instantiable);
        writer.WriteString("scope", TypeScope.Of(type.TenantId));
        writer.WriteString("tenantId", type.TenantId);
        writer.WriteNumber("etag", 1);
        VariableWriter.WriteAll(writer, exploded ? type.AllVariables : type.OwnVariables);
        writer.WriteStartArray("aspects");
        foreach (var slot in exploded ? type.AllAspects : type.OwnAspects)
        {
            writer.WriteStartObject();
            writer.WriteString("name", slot.Name);
            writer.WritePropertyName("aspectType");
            _aspectTypes.Write(writer, slot.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        FileAssignments.Write(writer, exploded ? type.AllFiles : type.OwnFiles.Select(file => (type.Id, file)), links);
        SharingWriter.Write(writer, types.IsReceived(type.TenantId) ? SharingMode.Receiver : SharingMode.None);
        writer.WriteStartObject("_links");
        writer.WriteLink("self", links.AssetType(type.Id));
        if (type.Parent is { } parent)
        {
            writer.WriteLink("parent", links.AssetType(parent.Id));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
