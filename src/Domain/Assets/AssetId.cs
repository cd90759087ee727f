using System.Diagnostics.CodeAnalysis;

namespace Enterprise.Domain.Assets;

/// <summary>The id of an asset: 32 lower-case hexadecimal digits. Source: the platform's OpenAPI definition of Asset Management.</summary>
public sealed record AssetId
{
    /// <summary>The length, in characters.</summary>
    public const int Length = 32;

    private AssetId(string value) => Value = value;

    /// <summary>The id as the platform writes it.</summary>
    public string Value { get; }

    /// <summary>Reads an asset's id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AssetId? id)
    {
        id = text is { Length: Length } && text.All(char.IsAsciiHexDigitLower) ? new AssetId(text) : null;
        return id is not null;
    }

    /// <summary>Reads an asset's id.</summary>
    /// <exception cref="FormatException">The text is not an asset's id.</exception>
    public static AssetId Parse(string? text) =>
        TryParse(text, out var id) ? id : throw new FormatException("An asset id is 32 lower-case hexadecimal digits.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
