using System.Collections.Concurrent;
using Enterprise.Sandbox.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Enterprise.Sandbox.Gateway;

/// <summary>
/// What the gateway changes. Request, known: it adds the bearer token and <c>X-Forwarded-Host</c>. Request, inferred: <c>Host</c> is the
/// application's own, and the gateway's cookies are removed. Response: it adds the registration's Content-Security-Policy (documented) and
/// <c>X-XSS-Protection</c> (seen).
/// </summary>
internal sealed class GatewayTransformer(SandboxOptions options, Addresses addresses, ConsoleNotes notes) : HttpTransformer
{
    private static readonly UriCreationOptions Unchanged = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>What the forwarder holds back, because it is made for proxies that take part in a trace.</summary>
    private static readonly string[] TraceHeaders = ["traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context"];

    private readonly string policy =
        $"default-src 'self' {addresses.Static.Authority}; style-src * 'unsafe-inline'; "
        + $"script-src 'self' 'unsafe-inline' {addresses.Static.Authority}; img-src * data:";

    private readonly ConcurrentDictionary<string, bool> reported = new(StringComparer.OrdinalIgnoreCase);

    // The caller's own Authorization was replaced before: what is copied here is the gateway's token.
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var headers = proxyRequest.Headers;
        proxyRequest.RequestUri = new Uri(destinationPrefix.TrimEnd('/') + RawPathAndQuery(httpContext), Unchanged);
        headers.Host = null;
        foreach (var name in headers.Select(header => header.Key).Where(IsForwardedHeader).ToArray())
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

        foreach (var name in options.AddTraceparent ? [] : TraceHeaders)
        {
            headers.Remove(name);
            if (httpContext.Request.Headers.TryGetValue(name, out var sent))
            {
                headers.TryAddWithoutValidation(name, [.. sent]);
            }
        }

        if (!options.PassGatewayCookies)
        {
            RemoveGatewayCookies(httpContext.Request, proxyRequest);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copied = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null)
        {
            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy = options.ReplacePolicy ? policy : StringValues.Concat(headers.ContentSecurityPolicy, policy);
            headers.XXSSProtection = "1; mode=block";
            StopReservedCookies(headers);
        }

        return copied;
    }

    /// <summary>The target as the client sent it, byte for byte: <c>%2F</c> stays <c>%2F</c>.</summary>
    private static string RawPathAndQuery(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.StartsWith('/') ? target
            : Uri.TryCreate(target, in Unchanged, out var absolute) ? absolute.PathAndQuery
            : "/";
    }

    private static bool IsForwardedHeader(string name) => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);

    private static void RemoveGatewayCookies(HttpRequest request, HttpRequestMessage proxyRequest)
    {
        proxyRequest.Headers.Remove(HeaderNames.Cookie);
        var others = request.Headers.Cookie
            .SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cookie => !ApplicationSessions.IsGatewayCookie(cookie.Split('=', 2)[0]));
        if (string.Join("; ", others) is { Length: > 0 } kept)
        {
            proxyRequest.Headers.TryAddWithoutValidation(HeaderNames.Cookie, kept);
        }
    }

    /// <summary>
    /// An application's cookie under one of the gateway's names would overwrite the session of the person who is signed in.
    /// </summary>
    private void StopReservedCookies(IHeaderDictionary headers)
    {
        var reserved = headers.SetCookie.Where(cookie => ApplicationSessions.IsGatewayCookie(CookieName(cookie))).ToArray();
        if (reserved.Length == 0)
        {
            return;
        }

        headers.SetCookie = headers.SetCookie.Except(reserved, StringComparer.Ordinal).ToArray();
        foreach (var name in reserved.Select(CookieName).Where(name => reported.TryAdd(name, true)))
        {
            notes.Write($"The application set a cookie named {name}. The gateway uses that name for its own session, so the cookie was "
                + "not sent to the "
                + "browser. Choose another name in the application.");
        }
    }

    private static string CookieName(string? cookie) => (cookie ?? "").Split(['=', ';'], 2)[0].Trim();
}
