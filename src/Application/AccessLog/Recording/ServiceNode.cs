namespace Enterprise.Application.AccessLog.Recording;

/// <summary>Which process answers: it stands in every entry.</summary>
/// <param name="Name">The node's name, see <see cref="IsNamed"/>.</param>
/// <param name="Version">The application's version.</param>
public sealed record ServiceNode(string Name, string Version)
{
    /// <summary>The greatest length of a name, in characters.</summary>
    public const int MaxName = 64;

    /// <summary>Whether the name is one: 1 to 64 letters and digits of ASCII, dots, hyphens and underscores.</summary>
    public bool IsNamed => Name is { Length: > 0 and <= MaxName }
        && Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_');
}
