using System.Security.Cryptography;
using System.Text;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// <c>ETag</c> and <c>If-None-Match</c>. Documented: reads take "the ETag hash of the previous request". Not known: the header's syntax,
/// and whether lists carry one; both are switches. An empty <c>If-None-Match</c>, which a real client sends, counts as absent.
/// </summary>
internal static class ETags
{
    /// <summary>Sets the header of a single read.</summary>
    /// <returns>True when the client has this state already: the answer is 304 and complete.</returns>
    public static bool IsNotModified(ApiRequest request, int version) =>
        request.Options.ETags != ETagMode.None && Apply(request, version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Sets the header of a list: a hash of what the list depends on, since the data never changes.</summary>
    /// <returns>True when the client has this state already: the answer is 304 and complete.</returns>
    public static bool IsListNotModified(ApiRequest request) => request.Options.ETags == ETagMode.All && Apply(request, Hash(
        $"{request.Options.Seed}\n{request.View}\n{request.Links.Base}\n{request.Http.Request.Path}\n{request.Http.Request.QueryString}"));

    private static bool Apply(ApiRequest request, string value)
    {
        request.Response.Headers.ETag = request.Options.BareETags ? value : $"\"{value}\"";
        if (!Matches(request.Http.Request.Headers.IfNoneMatch.ToString(), value))
        {
            return false;
        }

        request.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static bool Matches(string header, string value) => header
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(tag => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag)
        .Any(tag => tag == "*" || tag.Trim('"') == value);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
