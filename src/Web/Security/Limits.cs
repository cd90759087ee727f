using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Enterprise.Web.Security;

/// <summary>How much one request, and all clients together, may take; and that requests have no body.</summary>
internal static class Limits
{
    private const string ConnectionsKey = "Limits:Connections";
    private const int DefaultConnections = 5_000;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        // A line ends with CR LF and with nothing else, see the project file.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", isEnabled: true);
        var connections = builder.Configuration[ConnectionsKey];
        builder.Services.AddOptions<Connections>()
            .Validate(_ => ConnectionsOf(connections) is not null, $"{ConnectionsKey} is '{connections}': give a number from 10 to 100000.").ValidateOnStart();
        builder.WebHost.ConfigureKestrel(server => Limit(server, ConnectionsOf(connections) ?? DefaultConnections));
    }

    /// <summary>Nothing here reads a body, so one is only good for confusing somebody on the way: refused before a byte of it is read, and the connection with it.</summary>
    public static IApplicationBuilder UseNoBodies(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return next(http);
        }

        if (HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "close";
        }

        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    private static void Limit(KestrelServerOptions server, int connections)
    {
        server.AddServerHeader = false;
        server.AllowSynchronousIO = false;
        server.Limits.MaxConcurrentConnections = connections;
        server.Limits.MaxConcurrentUpgradedConnections = 0;
        server.Limits.MaxRequestLineSize = 8 * 1024;
        server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        server.Limits.MaxRequestBodySize = 0;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        server.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        server.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static int? ConnectionsOf(string? text) => string.IsNullOrEmpty(text) ? DefaultConnections
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 10 and <= 100_000 ? number : null;

    private sealed class Connections;
}
