namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>An interval of time, written <c>[from, to)</c>: a square bracket includes its end, a round one does not.</summary>
internal readonly record struct FilterInterval(DateTime From, bool IncludesFrom, DateTime To, bool IncludesTo)
{
    /// <summary>Parses an interval.</summary>
    /// <exception cref="InvalidFilterException">It has another form.</exception>
    public static FilterInterval Parse(string? text)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length < 2
            || trimmed[0] is not ('[' or '(')
            || trimmed[^1] is not (']' or ')')
            || trimmed[1..^1].Split(',') is not [var from, var to])
        {
            throw new InvalidFilterException($"'{text}' is no interval of the form [from, to)");
        }

        return new(FilterTime.Parse(from.Trim()), trimmed[0] == '[', FilterTime.Parse(to.Trim()), trimmed[^1] == ']');
    }

    public bool Contains(DateTime time) =>
        (IncludesFrom ? time >= From : time > From) && (IncludesTo ? time <= To : time < To);
}
