using System.Buffers;
using System.Text;
using Enterprise.Application;

namespace Enterprise.Infrastructure.AccessLog.Exports.Formats;

/// <summary>
/// A foreign text as a cell. Quotes protect a cell only from readers that split at the comma, because quotes count at the beginning of a
/// cell alone: read with another separator, a line is one cell until a text has that separator. So <c>;</c> is written out like tab and
/// line ends, and every sign with which a formula could begin has an apostrophe before it, also where a reader that passes over quotes
/// would begin a cell.
/// </summary>
internal static class CellText
{
    /// <summary>
    /// Signs with which spreadsheets begin a formula, and the characters that compatibility normalisation or the spreadsheet itself takes
    /// for them.
    /// </summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("=+-@＝＋－＠﹦﹢﹣﹫−⁺⁻⁼₊₋₌﬩");

    /// <summary>After these a cell could begin: separators of common readers, quotes, and what is taken for them.</summary>
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;|\"，﹐；﹔\u037e｜＂");

    public static string Of(string text)
    {
        var visible = VisibleText.Of(text, ';');
        return visible.AsSpan().ContainsAny(Signs) ? WithApostrophes(visible) : visible;
    }

    private static string WithApostrophes(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        var isBegin = true;
        foreach (var letter in text)
        {
            _ = isBegin && Signs.Contains(letter) ? safe.Append('\'').Append(letter) : safe.Append(letter);
            isBegin = Separators.Contains(letter) || (isBegin && char.IsWhiteSpace(letter));
        }

        return safe.ToString();
    }
}
