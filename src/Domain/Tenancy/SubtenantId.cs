using System.Diagnostics.CodeAnalysis;

namespace Enterprise.Domain.Tenancy;

/// <summary>
/// The id of a subtenant, a grouping below a tenant. 1 to 64 characters, letters, digits, hyphen, underscore and dot. Source: the token of
/// a subtenant's user carries it in the claim <c>subtenant</c> (platform documentation); its exact form is not documented, so that the rule
/// here only keeps out what cannot be an id.
/// </summary>
public sealed record SubtenantId
{
    /// <summary>The greatest length, in characters.</summary>
    public const int MaxLength = 64;

    private SubtenantId(string value) => Value = value;

    /// <summary>The id as the platform writes it.</summary>
    public string Value { get; }

    /// <summary>Reads a subtenant's id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SubtenantId? subtenant)
    {
        subtenant = text is { Length: > 0 and <= MaxLength } && text.All(IsAllowed) ? new SubtenantId(text) : null;
        return subtenant is not null;
    }

    /// <summary>Reads a subtenant's id.</summary>
    /// <exception cref="FormatException">The text cannot be a subtenant's id.</exception>
    public static SubtenantId Parse(string? text) =>
        TryParse(text, out var subtenant) ? subtenant
            : throw new FormatException("A subtenant is 1 to 64 letters, digits, hyphens, underscores and dots.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
}
