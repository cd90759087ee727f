using System.Text.Encodings.Web;
using System.Text.Json;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>What all answers have in common.</summary>
internal static class Hal
{
    /// <summary>Whether the platform adds a charset is not known.</summary>
    public const string ContentType = "application/hal+json";

    /// <summary>Text goes out as UTF-8 instead of being escaped, which is safe since the answer is JSON and never part of a page.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteLink(this Utf8JsonWriter writer, string relation, string href)
    {
        writer.WriteStartObject(relation);
        writer.WriteString("href", href);
        writer.WriteEndObject();
    }

    /// <summary>Answers with one object, or with 304 where the client has its version already.</summary>
    public static async Task WriteOneAsync<T>(ApiRequest request, T item, Action<Utf8JsonWriter, T> write, int? version = null)
    {
        if (version is { } known && ETags.IsNotModified(request, known))
        {
            return;
        }

        request.Response.ContentType = ContentType;
        await using var writer = new Utf8JsonWriter(request.Response.BodyWriter, WriterOptions);
        write(writer, item);
    }
}
