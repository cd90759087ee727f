using Enterprise.Application;

namespace Enterprise.Web.Logs;

/// <summary>Parts of requests in the service's log: visible, on one line, and too short for a token.</summary>
internal static class OneLine
{
    /// <summary>How much of one piece of foreign text a line holds: an id fits, a token or its signature does not.</summary>
    private const int MostOfOnePiece = 64;

    /// <summary>A piece of foreign text, escaped; left out where it is longer than any id.</summary>
    public static string Piece(string? text) => text switch
    {
        null or "" => "-",
        { Length: > MostOfOnePiece } => "…",
        _ => VisibleText.Of(text),
    };

    /// <summary>A path, each of its parts a piece.</summary>
    public static string Path(PathString path) =>
        string.Join('/', (path.Value ?? string.Empty).Split('/').Select(part => part.Length == 0 ? part : Piece(part)));
}
