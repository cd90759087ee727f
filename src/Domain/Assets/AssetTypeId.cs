using System.Diagnostics.CodeAnalysis;

namespace Enterprise.Domain.Assets;

/// <summary>
/// The id of an asset type: a tenant's prefix of 1 to 8 characters, a dot, a name; at most 128 characters, for example
/// <c>core.basicarea</c>. Source: the platform's OpenAPI definition of Asset Management.
/// </summary>
public sealed record AssetTypeId
{
    /// <summary>The greatest length, in characters.</summary>
    public const int MaxLength = 128;

    private const int MaxPrefix = 8;

    private AssetTypeId(string value) => Value = value;

    /// <summary>The id as the platform writes it.</summary>
    public string Value { get; }

    /// <summary>Reads a type's id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AssetTypeId? id)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var isType = text is { Length: <= MaxLength } && dot is > 0 and <= MaxPrefix && dot < text.Length - 1
            && text.Where((_, index) => index != dot).All(IsAllowed);
        id = isType ? new AssetTypeId(text!) : null;
        return isType;
    }

    /// <summary>Reads a type's id.</summary>
    /// <exception cref="FormatException">The text is not a type's id.</exception>
    public static AssetTypeId Parse(string? text) =>
        TryParse(text, out var id) ? id
            : throw new FormatException("A type is a prefix of 1 to 8 characters, a dot and a name, for example core.basicarea.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
