using System.Globalization;
using Enterprise.Application;
using Enterprise.Web.Logs;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Enterprise.Web;

/// <summary>Starting: where to listen, what is logged, and what is said when the service cannot start.</summary>
internal static class Start
{
    private const ushort DefaultPort = 80;

    /// <summary>
    /// The builder for a service that was started from any folder: its pages stand beside its program unless it is told otherwise.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var isTold = args.Contains("--contentRoot") || Directory.Exists(Path.Combine(Directory.GetCurrentDirectory(), "wwwroot"));
        var builder = CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args, "--hostBuilder:reloadConfigOnChange", "false"], // Options are checked at the start and never read again.
            ApplicationName = typeof(Start).Assembly.GetName().Name,
            ContentRootPath = isTold ? null : AppContext.BaseDirectory,
        });
        // A slow reader of standard output must not delay a response: lines that do not fit its queue are dropped and counted.
        builder.Logging.ClearProviders()
            .AddConsole(console => (console.FormatterName, console.QueueFullMode) =
            (LineFormatter.FormatterName, ConsoleLoggerQueueFullMode.DropWrite))
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.None);
        // RunAsync reports its faults, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        return builder;
    }

    private static WebApplicationBuilder CreateBuilder(WebApplicationOptions options)
    {
        try
        {
            return WebApplication.CreateBuilder(options);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new StartRefusedException(
                [$"contentRoot: folder {missing.Message} does not exist. Set the absolute path of the folder that contains wwwroot, or "
                + "omit it if wwwroot is next to the program."]);
        }
    }

    /// <summary>
    /// The builder for a command: the service's configuration and no web server. Only warnings are said, on standard error, so that
    /// standard output is the answer.
    /// </summary>
    public static HostApplicationBuilder CreateCommandBuilder(string[] configuration)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = configuration,
            ApplicationName = typeof(Start).Assembly.GetName().Name,
            ContentRootPath = Directory.Exists(Path.Combine(Directory.GetCurrentDirectory(), "wwwroot")) ? null : AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"),
        });
        builder.Logging.ClearProviders()
            .AddConsole(console => (console.FormatterName, console.LogToStandardErrorThreshold) =
            (LineFormatter.FormatterName, LogLevel.Trace))
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        return builder;
    }

    /// <summary><c>PORT</c> as in the platform's sample, 80 where it is not set; the framework's own <c>urls</c> take precedence.</summary>
    public static void AddListening(this WebApplicationBuilder builder)
    {
        var port = builder.Configuration["PORT"];
        builder.Services.AddOptions<Listening>().Validate(_ => PortOf(port) is not null, $"PORT is '{port}': set a number from 1 to 65535.")
            .ValidateOnStart();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.ConfigureKestrel(server => server.ListenAnyIP(PortOf(port) ?? DefaultPort));
        }
    }

    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        var isStarted = false;
        try
        {
            await using var app = build();
            try
            {
                await app.StartAsync();
                isStarted = true;
                await app.WaitForShutdownAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Stopped before it had started.
            }

            return FaultOf(app.Services) is { } fault ? await ProcessEnd.SayAsync(ProcessEnd.Fault, [ProcessEnd.LineOf(fault)]) : 0;
        }
        catch (Exception fault)
        {
            var lines = (FaultsOf(fault) ?? [ProcessEnd.OneLineOf(fault)]).Select(line => $"Cannot start: {line}");
            return isStarted
                ? await ProcessEnd.SayAsync(ProcessEnd.Fault, [ProcessEnd.LineOf(fault)])
                : await ProcessEnd.SayAsync(ProcessEnd.CannotStart, lines);
        }
    }

    /// <summary>
    /// Why the host has stopped, where a background service threw. None of this product's does: the supervisor runs them.
    /// </summary>
    private static Exception? FaultOf(IServiceProvider services) => services.GetServices<IHostedService>().OfType<BackgroundService>()
        .Select(service => service.ExecuteTask?.Exception?.InnerException).FirstOrDefault(fault => fault is not null);

    /// <summary>What is wrong with the configuration, a sentence for each fault; null where the exception says something else.</summary>
    public static IEnumerable<string>? FaultsOf(Exception fault) => fault switch
    {
        OptionsValidationException options => options.Failures,
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) =>
        several.InnerExceptions.SelectMany(one => FaultsOf(one)!),
        StartRefusedException refused => refused.Faults,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken =>
        [$"{taken.Message} Choose another PORT, or stop the service that uses it."],
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AccessDenied } denied =>
            [$"This user is not permitted to listen on that port ({denied.Message}). Choose a PORT of 1024 or higher, or grant the "
                + "permission."],
        _ => null,
    };

    private static ushort? PortOf(string? text) => string.IsNullOrEmpty(text) ? DefaultPort
        : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private sealed class Listening;
}
