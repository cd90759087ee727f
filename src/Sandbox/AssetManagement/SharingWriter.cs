using System.Text.Json;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// Writes the member <c>sharing</c>: no mode, <c>SHARER</c> (shared by the caller's tenant) or <c>RECEIVER</c> (shared with it).
/// </summary>
internal static class SharingWriter
{
    public static void Write(Utf8JsonWriter writer, SharingMode mode)
    {
        writer.WriteStartObject("sharing");
        writer.WriteStartArray("modes");
        if (mode != SharingMode.None)
        {
            writer.WriteStringValue(mode == SharingMode.Sharer ? "SHARER" : "RECEIVER");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
