using Enterprise.Sandbox.Hosting;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Enterprise.Sandbox.Gateway;

/// <summary>
/// What the gateway changes on the way. There and known: the bearer token and <c>X-Forwarded-Host</c>. There and inferred: <c>Host</c> is the
/// application's own, the gateway's cookies stay behind. Back: the registration's Content-Security-Policy (documented) and <c>X-XSS-Protection</c> (seen).
/// </summary>
internal sealed class GatewayTransformer(SandboxOptions options, Addresses addresses) : HttpTransformer
{
    private readonly string policy =
        $"default-src 'self' {addresses.Static.Authority}; style-src * 'unsafe-inline'; script-src 'self' 'unsafe-inline' {addresses.Static.Authority}; img-src * data:";

    // The caller's own Authorization was replaced before: what is copied here is the gateway's token.
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var headers = proxyRequest.Headers;
        headers.Host = null;
        foreach (var name in headers.Select(header => header.Key).Where(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            headers.Remove(name);
        }

        headers.Remove("Forwarded");
        headers.Add("X-Forwarded-Host", httpContext.Request.Host.Value);
        if (options.ForwardedExtras)
        {
            headers.Add("X-Forwarded-Proto", httpContext.Request.Scheme);
            headers.Add("X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        }

        if (!options.PassGatewayCookies)
        {
            KeepCookiesBack(httpContext.Request, proxyRequest);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copied = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null)
        {
            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy = options.ReplacePolicy ? policy : StringValues.Concat(headers.ContentSecurityPolicy, policy);
            headers.XXSSProtection = "1; mode=block";
        }

        return copied;
    }

    private static void KeepCookiesBack(HttpRequest request, HttpRequestMessage proxyRequest)
    {
        proxyRequest.Headers.Remove(HeaderNames.Cookie);
        var others = request.Headers.Cookie.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cookie => !ApplicationSessions.IsGatewayCookie(cookie.Split('=', 2)[0]));
        if (string.Join("; ", others) is { Length: > 0 } kept)
        {
            proxyRequest.Headers.TryAddWithoutValidation(HeaderNames.Cookie, kept);
        }
    }
}
