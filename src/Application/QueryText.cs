namespace Enterprise.Application;

/// <summary>
/// Writes a query as the query string that would ask for it again: the address of a page, and the record of what was asked.
/// </summary>
internal static class QueryText
{
    /// <summary>Joins the parts that have a value, percent-encoded, in the given order.</summary>
    /// <param name="parts">Names with their values; null and empty ones are left out.</param>
    /// <returns>The query string without a question mark; empty where nothing has a value.</returns>
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (name, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(text.Length == 0 ? string.Empty : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return text.ToString();
    }

    /// <summary>Joins query strings.</summary>
    /// <param name="texts">Query strings without question marks; empty ones are left out.</param>
    public static string Join(params IEnumerable<string> texts) => string.Join('&', texts.Where(text => text.Length > 0));
}
