using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Enterprise.Sandbox.Control;

/// <summary>Reads the body of a request to the control API.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="BadRequestException">It is no JSON, has unknown members, or one of a wrong type.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Strict, request.HttpContext.RequestAborted)
                ?? throw new BadRequestException("The body must be a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new BadRequestException($"The body cannot be read: {fault.Message}");
        }
    }
}

/// <summary>A request to the control API that makes no sense; the message is for its sender.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without a message it has no use.")]
internal sealed class BadRequestException(string message) : Exception(message);
