using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>Reads the header <c>Accept</c>.</summary>
internal static class AcceptHeader
{
    private static readonly MediaTypeHeaderValue HalJson = new(Hal.ContentType);

    /// <summary>
    /// True without the header, or when it covers <c>application/hal+json</c>. Measured on a production tenant: <c>application/json</c>
    /// does not, <c>*/*</c> does. That <c>application/*</c> does too is assumed from HTTP.
    /// </summary>
    public static bool IsHal(StringValues accept) =>
        StringValues.IsNullOrEmpty(accept)
        || (MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var types) && types.Any(Covers));

    private static bool Covers(MediaTypeHeaderValue type) =>
        type.Quality is not 0
        && (type.MatchesAllTypes
            || (type.MatchesAllSubTypes && type.Type.Equals(HalJson.Type, StringComparison.OrdinalIgnoreCase))
            || type.MediaType.Equals(HalJson.MediaType, StringComparison.OrdinalIgnoreCase));
}
