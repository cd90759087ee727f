using System.Globalization;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// The query of a request. An empty value counts as absent. Real clients send <c>includeShared=True</c>, a trailing <c>&amp;</c> and a bare
/// <c>?</c>. What the platform makes of a repeated parameter is not known: here it is refused.
/// </summary>
internal sealed class QueryParameters(IQueryCollection query)
{
    /// <summary>A parameter's value, or null.</summary>
    /// <exception cref="ApiException">It is given more than once.</exception>
    public string? Text(string name)
    {
        var values = query[name];
        return values.Count > 1 ? throw ApiException.InvalidParameter(name, values.ToString())
            : string.IsNullOrEmpty(values) ? null
            : values.ToString();
    }

    /// <summary>A switch, false when absent.</summary>
    /// <exception cref="ApiException">It is neither true nor false in any case.</exception>
    public bool Flag(string name) => Text(name) is { } text
        && (bool.TryParse(text, out var flag) ? flag : throw ApiException.InvalidParameter(name, text));

    /// <summary>A whole number from a range.</summary>
    /// <exception cref="ApiException">It is no number, or out of range.</exception>
    public int Number(string name, int otherwise, int least, int most) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw ApiException.InvalidParameter(name, text);

    /// <summary>The given parameters without the page and its size, encoded, for links to other pages.</summary>
    public string WithoutPage() => string.Concat(query
        .Where(parameter => parameter.Key is not ("page" or "size" or "") && !string.IsNullOrEmpty(parameter.Value))
        .Select(parameter => $"&{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value.ToString())}"));
}
