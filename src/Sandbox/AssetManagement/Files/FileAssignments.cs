using System.Text.Json;
using Enterprise.Sandbox.Data.Files;

namespace Enterprise.Sandbox.AssetManagement.Files;

/// <summary>
/// Writes the member <c>fileAssignments</c>. Members and link names: Siemens' OpenAPI definition; that <c>origin</c> leads to the type is
/// assumed.
/// </summary>
internal static class FileAssignments
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<(string TypeId, TypeFile File)> files, Links links)
    {
        writer.WriteStartArray("fileAssignments");
        foreach (var (typeId, file) in files)
        {
            var id = file.Id.ToString();
            writer.WriteStartObject();
            writer.WriteString("key", file.Key);
            writer.WriteString("fileId", id);
            writer.WriteStartObject("_links");
            writer.WriteLink("download", links.File(id) + "/file");
            writer.WriteLink("metadata", links.File(id));
            writer.WriteLink("origin", links.AssetType(typeId));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
