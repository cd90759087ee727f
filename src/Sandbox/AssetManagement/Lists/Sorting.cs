namespace Enterprise.Sandbox.AssetManagement.Lists;

/// <summary>
/// The parameter <c>sort</c>: a field and a direction. Lists come by name, ascending, without it (source: Siemens' documentation).
/// </summary>
internal readonly record struct Sorting(string Field, bool Descending)
{
    public static readonly Sorting Default = new("name", Descending: false);

    /// <summary>Parses <c>field</c>, <c>field,asc</c> or <c>field,desc</c>.</summary>
    /// <exception cref="ApiException">The field cannot be sorted by, or the direction is neither.</exception>
    public static Sorting Parse(string? text, IReadOnlyCollection<string> fields)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Default;
        }

        var parts = text.Split(',');
        var direction = parts.Length > 1 ? parts[1] : "asc";
        var descending = string.Equals(direction, "desc", StringComparison.OrdinalIgnoreCase);
        var ascending = string.Equals(direction, "asc", StringComparison.OrdinalIgnoreCase);
        if (parts.Length > 2 || !fields.Contains(parts[0], StringComparer.Ordinal) || !(ascending || descending))
        {
            throw ApiException.InvalidParameter("sort", text);
        }

        return new(parts[0], descending);
    }
}
