using Enterprise.Web.Commands;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Enterprise.Web.Tests.Start;

/// <summary>
/// The real program with a fault planted in it, for tests of how its process ends. The first argument says which, the others are
/// configuration.
/// </summary>
internal static class FaultyProgram
{
    public const string Clean = "clean-stop";
    public const string OnThread = "thread";
    public const string InService = "service";
    public const string InServiceAtStart = "service-at-start";
    public const string InStart = "start";
    public const string InStop = "stop";
    public const string InCommand = "command";
    public const string InBuild = "build";

    public static Task<int> Main(string[] args)
    {
        ProcessEnd.OnUnhandled();
        return args[0] switch
        {
            InCommand => AuditCommand.RunAsync(["audit", "status"], (_, _, _) => throw Planted()),
            InBuild => Web.Start.RunAsync(() => throw Planted()),
            _ => Web.Start.RunAsync(() => Program.Build(
                args[1..],
                builder => builder.Services.AddHostedService(
                    services => new Faulty(args[0], services.GetRequiredService<IHostApplicationLifetime>())))),
        };
    }

    private static InvalidOperationException Planted() => new("planted fault\nof two lines");

    private sealed class Faulty(string fault, IHostApplicationLifetime lifetime) : BackgroundService
    {
        public override Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStarted.Register(() =>
            {
                if (fault == OnThread)
                {
                    new Thread(() => throw Planted()).Start();
                }
                else if (fault is Clean or InStop)
                {
                    lifetime.StopApplication();
                }
            });
            return fault == InStart ? throw Planted() : base.StartAsync(cancellationToken);
        }

        public override Task StopAsync(CancellationToken cancellationToken) =>
            fault == InStop ? throw Planted() : base.StopAsync(cancellationToken);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var begin = new CancellationTokenSource();
            using var started = lifetime.ApplicationStarted.Register(fault == InService ? begin.Cancel : () => { });
            using var either = CancellationTokenSource.CreateLinkedTokenSource(begin.Token, stoppingToken);
            await Task.Delay(fault == InServiceAtStart ? 0 : Timeout.Infinite, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                throw Planted();
            }
        }
    }
}
