using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Enterprise.Web.Resources;

/// <summary>Fills the placeholders of a text from the resource files.</summary>
internal static class TextFormat
{
    /// <summary>Values are texts: Razor encodes the result. Numbers and times are formatted by the caller.</summary>
    public static string Fill(this string text, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>Parts are Razor templates, for example <c>@&lt;b&gt;@Model.Name&lt;/b&gt;</c>; the text around them is encoded.</summary>
    public static IHtmlContent FillHtml(this string text, params Func<object?, IHtmlContent>[] parts) => new Filled(text, parts);

    private sealed class Filled(string text, Func<object?, IHtmlContent>[] parts) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var rest = text.AsSpan();
            for (var open = rest.IndexOf('{'); open >= 0; open = rest.IndexOf('{'))
            {
                var close = rest.IndexOf('}');
                var part = parts[int.Parse(rest[(open + 1)..close], NumberStyles.None, CultureInfo.InvariantCulture)];
                writer.Write(encoder.Encode(rest[..open].ToString()));
                part(null).WriteTo(writer, encoder);
                rest = rest[(close + 1)..];
            }

            writer.Write(encoder.Encode(rest.ToString()));
        }
    }
}
