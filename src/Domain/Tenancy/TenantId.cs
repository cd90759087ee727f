using System.Diagnostics.CodeAnalysis;

namespace Enterprise.Domain.Tenancy;

/// <summary>
/// The name of a tenant (environment) of the platform, for example <c>acme</c>, or its ten-digit number on the newer identity generation. 1
/// to 32 characters, lower-case letters, digits and inner hyphens: it is a DNS label of the tenant's hosts. Source: tenant names are 2 to 8
/// lower-case letters and digits (platform documentation, private-cloud guide); the wider form leaves room for numbers.
/// </summary>
public sealed record TenantId
{
    /// <summary>The greatest length, in characters.</summary>
    public const int MaxLength = 32;

    private TenantId(string value) => Value = value;

    /// <summary>The name as the platform writes it.</summary>
    public string Value { get; }

    /// <summary>Reads a tenant's name; anything else, upper case and white space included, is not one.</summary>
    /// <param name="text">The text, compared character by character.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TenantId? tenant)
    {
        tenant = text is { Length: > 0 and <= MaxLength } && text[0] != '-' && text[^1] != '-' && text.All(IsAllowed) ? new TenantId(text)
            : null;
        return tenant is not null;
    }

    /// <summary>Reads a tenant's name.</summary>
    /// <exception cref="FormatException">The text is not a tenant's name.</exception>
    public static TenantId Parse(string? text) =>
        TryParse(text, out var tenant) ? tenant
            : throw new FormatException("A tenant is 1 to 32 lower-case letters, digits and inner hyphens.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsAllowed(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';
}
