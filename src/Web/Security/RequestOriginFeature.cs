using System.Net;
using Enterprise.Application;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Web.Security;

/// <summary>
/// How a request arrived, noted before the framework puts the client's address in place of the proxy's and takes the header away.
/// </summary>
/// <param name="peer">The address that connected, or null where the transport has none.</param>
/// <param name="forwarded">The last address of <c>X-Forwarded-For</c> as it was written, or null. Foreign text.</param>
internal sealed class RequestOriginFeature(IPAddress? peer, string? forwarded)
{
    private const string Header = "X-Forwarded-For";

    /// <summary>The address that connected: behind a proxy the proxy's.</summary>
    public string? Peer { get; } = TextOf(peer);

    /// <summary>
    /// What the header named: an address where a known proxy wrote it, else the text with whatever a reader would obey written out.
    /// </summary>
    public string? Forwarded { get; private set; } = forwarded is null ? null : VisibleText.Of(forwarded);

    /// <summary>Whether a proxy of the configuration wrote <see cref="Forwarded"/>.</summary>
    public bool IsTrusted { get; private set; }

    /// <summary>What is remarkable about the request, see <see cref="Domain.AccessLog.AccessRemark"/>.</summary>
    public string? Remark { get; set; }

    /// <summary>How this request arrived.</summary>
    public static RequestOriginFeature Of(HttpContext http) => http.Features.GetRequiredFeature<RequestOriginFeature>();

    /// <summary>Notes how requests arrive, and lets the framework judge the headers of known proxies in between.</summary>
    public static void Around(IApplicationBuilder app, Action<IApplicationBuilder> judge)
    {
        app.Use((http, next) =>
        {
            http.Features.Set(new RequestOriginFeature(http.Connection.RemoteIpAddress, LastOf(http.Request)));
            return next(http);
        });
        judge(app);
        app.Use((http, next) =>
        {
            Of(http).Judge(http);
            return next(http);
        });
    }

    /// <summary>An address as it is written down: one of IPv4 is the same whichever kind of socket it came through.</summary>
    public static string? TextOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    private static string? LastOf(HttpRequest request) => request.Headers.GetCommaSeparatedValues(Header).LastOrDefault();

    /// <summary>
    /// The framework replaces the connection's address exactly where it took the header's last address from a known proxy.
    /// </summary>
    private void Judge(HttpContext http)
    {
        if (!ReferenceEquals(peer, http.Connection.RemoteIpAddress))
        {
            (Forwarded, IsTrusted) = (TextOf(http.Connection.RemoteIpAddress), true);
        }
    }
}
