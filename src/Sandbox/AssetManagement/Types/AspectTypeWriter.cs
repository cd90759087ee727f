using System.Text.Json;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Types;

/// <summary>Writes aspect types. Members: Siemens' OpenAPI definition.</summary>
/// <param name="links">The caller's links.</param>
/// <param name="types">The tenant's types, which tell received ones.</param>
internal sealed class AspectTypeWriter(Links links, TypeCatalog types)
{
    public void Write(Utf8JsonWriter writer, AspectType type)
    {
        writer.WriteStartObject();
        writer.WriteString("id", type.Id);
        writer.WriteString("name", type.Name);
        writer.WriteString("category", type.Category);
        writer.WriteString("scope", TypeScope.Of(type.TenantId));
        writer.WriteString("description", type.Description);
        VariableWriter.WriteAll(writer, type.Variables);
        writer.WriteString("tenantId", type.TenantId);
        writer.WriteNumber("etag", 1);
        SharingWriter.Write(writer, types.IsReceived(type.TenantId) ? SharingMode.Receiver : SharingMode.None);
        writer.WriteStartObject("_links");
        writer.WriteLink("self", links.AspectType(type.Id));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
