using System.Buffers;
using System.Globalization;
using System.Text;

namespace Enterprise.Application;

/// <summary>
/// Writes out the characters that a reader cannot see and that a terminal or a spreadsheet obeys: control characters, line ends,
/// bidirectional and other format characters.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> PrintableAscii =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>
    /// Writes each such character as <c>\u{…}</c> with its code in lower-case hexadecimal digits, half a character as U+FFFD. Doing it
    /// twice changes nothing.
    /// </summary>
    /// <param name="alsoEscaped">A further character that is written out; NUL, which always is, for none.</param>
    /// <returns>The visible text; the same instance where there is nothing to write out.</returns>
    public static string Of(string text, char alsoEscaped = '\0')
    {
        if (!text.AsSpan().ContainsAnyExcept(PrintableAscii) && !text.Contains(alsoEscaped, StringComparison.Ordinal))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        Span<char> letters = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value != alsoEscaped && IsVisible(rune)
                ? visible.Append(letters[..rune.EncodeToUtf16(letters)])
                : visible.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return visible.ToString();
    }

    private static bool IsVisible(Rune rune) => rune.Value is >= ' ' and <= '~' || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
