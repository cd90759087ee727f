using Microsoft.Net.Http.Headers;

namespace Enterprise.Web.Shared;

/// <summary>The faces of one address.</summary>
internal enum Face
{
    /// <summary>HTML, for whoever names it: browsers do.</summary>
    Page,

    /// <summary>JSON, for whoever names JSON of any kind.</summary>
    Json,

    /// <summary>Whatever is simplest, for whoever names nothing.</summary>
    Any,
}

/// <summary>Chooses the face by the <c>Accept</c> header.</summary>
internal static class Faces
{
    public static Face Face(this HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var page = Best(accepted, type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase));
        var json = Best(accepted, type => type.SubTypeWithoutSuffix.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
        return page > 0 && page >= json ? Shared.Face.Page : json > 0 || IsScript(request) ? Shared.Face.Json : Shared.Face.Any;
    }

    /// <summary>A script in a browser, which says so whatever it accepts.</summary>
    private static bool IsScript(HttpRequest request) => request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate");

    private static double Best(IEnumerable<MediaTypeHeaderValue> accepted, Func<MediaTypeHeaderValue, bool> isMeant) =>
        accepted.Where(isMeant).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
}
