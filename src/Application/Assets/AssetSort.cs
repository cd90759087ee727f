using System.Diagnostics.CodeAnalysis;

namespace Enterprise.Application.Assets;

/// <summary>The columns by which the platform can sort.</summary>
public enum AssetColumn
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>The type's id.</summary>
    Type,

    /// <summary>The external id.</summary>
    ExternalId,

    /// <summary>The kind of twin.</summary>
    TwinType,
}

/// <summary>An order of assets, written <c>name</c> or <c>name,desc</c>.</summary>
/// <param name="Column">By what.</param>
/// <param name="Descending">Whether the last comes first.</param>
public sealed record AssetSort(AssetColumn Column, bool Descending)
{
    private static readonly (string Name, AssetColumn Column)[] Columns =
    [
        ("name", AssetColumn.Name), ("type", AssetColumn.Type), ("externalId", AssetColumn.ExternalId), ("twin", AssetColumn.TwinType),
    ];

    /// <summary>By name, the order of a page that asks for none.</summary>
    public static AssetSort ByName { get; } = new(AssetColumn.Name, Descending: false);

    /// <summary>The names that <see cref="TryParse"/> knows, for messages.</summary>
    public static string Names { get; } = string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>Reads <c>column</c> or <c>column,desc</c>.</summary>
    /// <param name="text">The text; null and empty mean by name.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AssetSort? sort)
    {
        sort = null;
        var parts = string.IsNullOrEmpty(text) ? ["name"] : text.Split(',');
        var known = Array.FindIndex(Columns, column => string.Equals(column.Name, parts[0], StringComparison.Ordinal));
        if (known >= 0 && (parts.Length == 1 || (parts.Length == 2 && parts[1] == "desc")))
        {
            sort = new AssetSort(Columns[known].Column, parts[^1] == "desc");
        }

        return sort is not null;
    }

    /// <summary>The same text that <see cref="TryParse"/> reads.</summary>
    /// <returns>For example <c>name,desc</c>.</returns>
    public override string ToString() => Columns.First(column => column.Column == Column).Name + (Descending ? ",desc" : string.Empty);
}
