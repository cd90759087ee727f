using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Enterprise.Application.Tenancy;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// A token taken apart, strictly: three parts, base64url without padding, JSON objects of small depth in which no member stands twice.
/// Nothing is verified yet.
/// </summary>
internal sealed class TokenParts
{
    /// <summary>The greatest size of a token, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private const long LastSecond = 253_402_300_799; // 9999-12-31 23:59:59

    private readonly JsonElement _header;
    private readonly JsonElement _payload;

    private TokenParts(string text, JsonElement header, JsonElement payload) => (Text, _header, _payload) = (text, header, payload);

    /// <summary>The token as it came.</summary>
    public string Text { get; }

    /// <summary>Takes a token apart.</summary>
    /// <exception cref="TokenRefusedException">It is not a token that can be read.</exception>
    public static TokenParts Of(string text)
    {
        var first = text.IndexOf('.', StringComparison.Ordinal);
        var last = text.LastIndexOf('.');
        if (text.Length > MaxLength || first < 1 || last <= first + 1 || text.AsSpan(first + 1, last - first - 1).Contains('.'))
        {
            throw new TokenRefusedException(TokenRefusal.Malformed, "The token does not have three parts or is larger than 16 KiB.");
        }

        var header = Part(text.AsSpan(0, first));
        return header.TryGetProperty("crit", out _)
            ? throw new TokenRefusedException(TokenRefusal.Malformed, "The token requires an unsupported extension.")
            : new(text, header, Part(text.AsSpan(first + 1, last - first - 1)));
    }

    /// <summary>What was signed: header and payload as they came.</summary>
    public byte[] Signed => Encoding.ASCII.GetBytes(Text, 0, Text.LastIndexOf('.'));

    /// <summary>The signature; null where it cannot be read.</summary>
    public byte[]? Signature
    {
        get
        {
            var encoded = Text.AsSpan(Text.LastIndexOf('.') + 1);
            try
            {
                return encoded.IsEmpty || encoded.ContainsAnyExcept(Alphabet) ? null : Base64Url.DecodeFromChars(encoded);
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>A member of the header that is a string; anything else is as good as none.</summary>
    public string? Header(string name) => String(_header, name);

    /// <summary>A claim that is a string; anything else is as good as none.</summary>
    public string? Claim(string name) => String(_payload, name);

    /// <summary>A claim that is a string or a whole number, as text: some ids are written either way.</summary>
    public string? Id(string name) => _payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        ? value.TryGetInt64(out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null
        : Claim(name);

    /// <summary>Whether there is such a claim, of whatever kind.</summary>
    public bool Has(string name) => _payload.TryGetProperty(name, out _);

    /// <summary>
    /// A claim that is a moment in whole seconds since 1970; one beyond the calendar is its end, anything else is as good as none.
    /// </summary>
    public DateTimeOffset? Moment(string name) => !_payload.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number
        ? null
        : value.TryGetDouble(out var number) && number > LastSecond ? DateTimeOffset.MaxValue
        : value.TryGetInt64(out var seconds) && seconds >= 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>
    /// The strings of a claim that is a list; null where it is none. Source: scopes are a JSON array of strings (platform documentation).
    /// </summary>
    public IEnumerable<string>? List(string name) => _payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
        : null;

    private static string? String(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Part(ReadOnlySpan<char> encoded)
    {
        try
        {
            if (encoded.ContainsAnyExcept(Alphabet))
            {
                throw new FormatException("It is not base64url.");
            }

            var part = JsonDocument.Parse(Base64Url.DecodeFromChars(encoded), Strict).RootElement;
            _ = part.ValueKind == JsonValueKind.Object ? part.GetRawText() : throw new FormatException("It is not an object.");
            return part;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException)
        {
            throw new TokenRefusedException(TokenRefusal.Malformed, "A part of the token cannot be read.", fault);
        }
    }
}
