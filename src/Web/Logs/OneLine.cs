using System.Globalization;
using System.Text;

namespace Enterprise.Web.Logs;

/// <summary>Makes text harmless for a log: one line, and no character that a terminal obeys or that hides or turns its neighbours.</summary>
internal static class OneLine
{
    /// <summary>How much of one piece of foreign text a line holds: an id fits, a token or its signature does not.</summary>
    private const int MostOfOnePiece = 64;

    /// <summary>The text with such characters as <c>\u{...}</c>; the same text where there are none. Doing it twice changes nothing.</summary>
    public static string Escape(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = IsHarmless(rune) ? line.Append(rune.ToString()) : line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return line.ToString();
    }

    /// <summary>A piece of foreign text, escaped; left out where it is longer than any id.</summary>
    public static string Piece(string? text) => text switch
    {
        null or "" => "-",
        { Length: > MostOfOnePiece } => "…",
        _ => Escape(text),
    };

    /// <summary>A path, each of its parts a piece.</summary>
    public static string Path(PathString path) => string.Join('/', (path.Value ?? string.Empty).Split('/').Select(part => part.Length == 0 ? part : Piece(part)));

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
