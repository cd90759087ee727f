using System.Text.Json;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>Writes error bodies.</summary>
internal static class ErrorBody
{
    /// <summary>
    /// The service's own body, <c>{"errors":[{"code","errorcode","logref","message"}]}</c> (source: Siemens' OpenAPI definition).
    /// What <c>errorcode</c> holds is not known: here the code again. <c>logref</c> is 32 hexadecimal digits.
    /// </summary>
    public static Task WriteAsync(HttpResponse response, ApiException refusal) => WriteAsync(response, refusal.Status, writer =>
    {
        writer.WriteStartArray("errors");
        writer.WriteStartObject();
        writer.WriteString("code", refusal.Code);
        writer.WriteString("errorcode", refusal.Code);
        writer.WriteString("logref", Guid.NewGuid().ToString("N"));
        writer.WriteString("message", refusal.Message);
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    /// <summary>The gateway's body for a request without a valid token.</summary>
    public static Task WriteInvalidTokenAsync(HttpResponse response) => WriteAsync(response, StatusCodes.Status401Unauthorized, writer =>
    {
        writer.WriteString("error", "invalid_token");
        writer.WriteString("error_description", "Invalid token!");
    });

    private static async Task WriteAsync(HttpResponse response, int status, Action<Utf8JsonWriter> writeMembers)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(response.BodyWriter, Hal.WriterOptions);
        writer.WriteStartObject();
        writeMembers(writer);
        writer.WriteEndObject();
    }
}
