using Enterprise.Sandbox.AssetManagement;
using Enterprise.Sandbox.Control;
using Enterprise.Sandbox.Faults;
using Enterprise.Sandbox.Gateway;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Endpoints;
using Enterprise.Sandbox.Launchpad;
using Enterprise.Sandbox.OsBar;
using Enterprise.Sandbox.OtherApis;
using Enterprise.Sandbox.TimeSeries;
using Enterprise.Sandbox.WebProcess;

namespace Enterprise.Sandbox;

/// <summary>The whole Sandbox in one process.</summary>
public static class SandboxApplication
{
    /// <summary>
    /// Builds the Sandbox; nothing listens before it is started. With <see cref="SandboxOptions.App"/> set no child process is started.
    /// Settings of the environment and of files play no part.
    /// </summary>
    /// <param name="options">How it behaves.</param>
    /// <returns>The application; its services include <see cref="TokenFactory"/>, <see cref="Addresses"/>, <see cref="TenantMoves"/>,
    /// <see cref="IdentitySwitches"/>, <see cref="FaultRegistry"/>, <see cref="TokenLifetime"/> and
    /// <see cref="Identity.Hostile.HostileTokens"/>. Starting it throws <see cref="IOException"/> when the port is taken.</returns>
    public static WebApplication Build(SandboxOptions options)
    {
        // A line ends with CR LF only, see the project file: a gateway that reads one request as two can forward one that it did not check.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", isEnabled: true);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Sandbox", ApplicationName = "Enterprise.Sandbox",
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(options.Port);
            kestrel.AddServerHeader = false;

            // Above the gateway's own limits, so that its pages can explain them.
            kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 1000;
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddFilter("Yarp", LogLevel.Error);

        var application = new ApplicationState();
        builder.Services.AddRoutingCore()
            .AddSingleton(options)
            .AddSingleton<Addresses>()
            .AddSingleton(application)
            .AddIdentity()
            .AddLaunchpad()
            .AddGateway()
            .AddFaults()
            .AddOtherApis()
            .AddSingleton<ConsoleNotes>()
            .AddSingleton<WarmUp>()
            .AddHostedService(services => services.GetRequiredService<WarmUp>())
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1))
            .AddAssetManagement(options);
        if (options.App is null)
        {
            builder.Services.AddHostedService<WebHost>();
        }
        else
        {
            application.Become(new ApplicationState.Running(options.App));
        }

        var app = builder.Build();
        app.Services.GetRequiredService<KeyRings>();
        app.UseMiddleware<HostMiddleware>();
        app.UseMiddleware<LimitsMiddleware>();
        app.UseMiddleware<GatewayMiddleware>();
        app.UseMiddleware<ApiPathMiddleware>();
        app.UseMiddleware<BearerMiddleware>();
        app.UseMiddleware<FaultMiddleware>();
        app.UseRouting();
        app.UseServedAt();
        app.MapLaunchpad();
        app.MapIdentity();
        app.MapBar(app.Services.GetRequiredService<Addresses>(), options);
        app.MapControl();
        app.MapForeignOrigin();
        app.MapOtherApis();
        var apis = app.MapGroup("").ServedAt(Place.Root, Place.Gateway, Place.Application);
        apis.MapAssetManagement();
        apis.MapTimeSeries();
        return app;
    }
}
