namespace Enterprise.VerifiableLog.Retention;

/// <summary>Finds references to persons in texts, which may be encoded as in a query string.</summary>
internal static class References
{
    /// <summary>Fewer characters of a term that a cut text ends with say nothing.</summary>
    private const int LeastOfCut = 4;

    /// <summary>Whether the text names one of the terms as a whole word, however it is encoded, or was cut in the middle of one.</summary>
    public static bool Names(string text, IEnumerable<string> terms, int maxLength)
    {
        var plain = Decode(text);
        return terms.Any(term => HasWord(plain, term) || (text.Length >= maxLength && IsCutIn(plain, term)));
    }

    /// <summary>Twice, because a whole address may stand encoded inside a query.</summary>
    private static string Decode(string text) => Uri.UnescapeDataString(Uri.UnescapeDataString(text.Replace('+', ' ')));

    private static bool HasWord(string text, string term)
    {
        for (var at = text.IndexOf(term, StringComparison.OrdinalIgnoreCase); at >= 0; at = text
            .IndexOf(term, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + term.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCutIn(string text, string term) =>
        Enumerable.Range(LeastOfCut, Math.Max(0, term.Length - LeastOfCut))
            .Any(length => text.EndsWith(term[..length], StringComparison.OrdinalIgnoreCase));
}
