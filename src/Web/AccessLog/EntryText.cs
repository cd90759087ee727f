using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Enterprise.Application.AccessLog.Reading;

namespace Enterprise.Web.AccessLog;

/// <summary>An entry as indented JSON for its page. The page encodes it as text.</summary>
internal static class EntryText
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Of(ShowEntry.Result result) => JsonSerializer.Serialize(new { entry = result.Row, result.Seal }, Indented);
}
