using Microsoft.Net.Http.Headers;

namespace Enterprise.Web.Shared;

/// <summary>The representations of one URL.</summary>
internal enum RepresentationKind
{
    /// <summary>HTML, if the client names it, as browsers do.</summary>
    Page,

    /// <summary>JSON, if the client names any JSON type.</summary>
    Json,

    /// <summary>The simplest one, if the client names neither.</summary>
    Any,
}

/// <summary>Chooses the representation by the <c>Accept</c> header.</summary>
internal static class ContentNegotiation
{
    public static RepresentationKind RepresentationKind(this HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var page = Best(accepted, type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase));
        var json = Best(accepted, type => type.SubTypeWithoutSuffix.Equals("json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
        return page > 0 && page >= json ? Shared.RepresentationKind.Page : json > 0 || IsScript(request) ? Shared.RepresentationKind.Json
            : Shared.RepresentationKind.Any;
    }

    /// <summary>A script in a browser, which says so whatever it accepts.</summary>
    private static bool IsScript(HttpRequest request) => request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate");

    private static double Best(IEnumerable<MediaTypeHeaderValue> accepted, Func<MediaTypeHeaderValue, bool> isMeant) =>
        accepted.Where(isMeant).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
}
