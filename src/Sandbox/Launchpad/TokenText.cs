using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>Tokens as text for people.</summary>
internal static class TokenText
{
    private const int Shown = 6_000;

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Header and claims, indented where they are JSON.</summary>
    public static IEnumerable<string> Decode(string token) => token.Split('.').Take(2).Select(part => Short(DecodePart(part)));

    /// <summary>A text, or the beginning of a long one.</summary>
    public static string Short(string text) => text.Length <= Shown ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text[..Shown]}\n… and {text.Length - Shown:N0} characters more");

    /// <summary>A short time, in seconds or minutes.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds % 60 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} seconds");

    private static string DecodePart(string part)
    {
        try
        {
            var text = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(part));
            try
            {
                using var json = JsonDocument.Parse(text);
                return JsonSerializer.Serialize(json.RootElement, Indented);
            }
            catch (JsonException)
            {
                return text;
            }
        }
        catch (FormatException)
        {
            return "This part is not base64url: " + part;
        }
    }
}
