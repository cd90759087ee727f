namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Which filters, as query strings, may name a person.</summary>
internal static class FilterReferences
{
    /// <summary>Whether the filter asks for a user or an address, or contains something like a mail address.</summary>
    public static bool MayName(string filter) =>
        Uri.UnescapeDataString(Uri.UnescapeDataString(filter)).Contains('@', StringComparison.Ordinal)
        || filter.Split('&').Any(part =>
            part.StartsWith("user=", StringComparison.OrdinalIgnoreCase)
                || part.StartsWith("address=", StringComparison.OrdinalIgnoreCase));
}
