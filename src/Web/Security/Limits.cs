using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Enterprise.Web.Security;

/// <summary>How much one request, and all clients together, may take; and that requests have no body.</summary>
internal static class Limits
{
    /// <summary>How many connections there may be at one time.</summary>
    public static readonly LimitSetting Connections = new("Limits:Connections", 5_000, 10, 100_000);

    private static readonly LimitSetting HeaderSeconds = new("Limits:HeaderSeconds", 15, 1, 60);
    private static readonly LimitSetting BytesPerSecond = new("Limits:BytesPerSecond", 4_096, 1, 1_000_000);

    /// <summary>
    /// The least rate at which a file is taken, on the average of what has left this process: what the system buffers is a start on credit.
    /// </summary>
    public static readonly LimitSetting DownloadBytesPerSecond = new("Limits:DownloadBytesPerSecond", 16_384, 1, 100_000_000);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        // A line ends with CR LF and with nothing else, see the project file.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", isEnabled: true);
        foreach (var setting in new[] { Connections, PendingConnections.PerAddress, HeaderSeconds, BytesPerSecond, DownloadBytesPerSecond })
        {
            setting.Check(builder.Services, builder.Configuration);
        }

        builder.Services.AddSingleton<PendingConnections>();
        builder.WebHost.ConfigureKestrel(server => Limit(server, builder.Configuration));
    }

    /// <summary>Tells the server that a connection's request has arrived; before anything that may take time.</summary>
    public static IApplicationBuilder UsePendingConnections(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        PendingConnections.RequestArrived(http);
        return next(http);
    });

    /// <summary>
    /// No page reads a body, so a body can only confuse a proxy on the way: it is refused before a byte of it is read, and the connection
    /// is closed.
    /// </summary>
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

    /// <summary>A file can be as large as the log: at a page's slowest rate a client would hold a connection for days.</summary>
    public static void ExpectDownload(HttpContext http)
    {
        var rate = DownloadBytesPerSecond.Of(http.RequestServices.GetRequiredService<IConfiguration>());
        http.Features.GetRequiredFeature<IHttpMinResponseDataRateFeature>().MinDataRate = new(rate, Grace);
    }

    private static void Limit(KestrelServerOptions server, IConfiguration configuration)
    {
        var rate = new MinDataRate(BytesPerSecond.Of(configuration), Grace);
        var pending = server.ApplicationServices.GetRequiredService<PendingConnections>();
        server.ConfigureEndpointDefaults(listen => listen.Use(serve => connection => pending.ServeAsync(connection, serve)));
        server.AddServerHeader = false;
        server.AllowSynchronousIO = false;
        server.Limits.MaxConcurrentConnections = Connections.Of(configuration);
        server.Limits.MaxConcurrentUpgradedConnections = 0;
        server.Limits.MaxRequestLineSize = 8 * 1024;
        server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        server.Limits.MaxRequestBodySize = 0;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(HeaderSeconds.Of(configuration));
        server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        server.Limits.MinRequestBodyDataRate = rate;
        server.Limits.MinResponseDataRate = rate;
    }
}
