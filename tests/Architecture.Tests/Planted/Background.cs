using Microsoft.Extensions.Hosting;

namespace Enterprise.Architecture.Tests.Planted;

// Background work that nothing supervises, each in another way, and uses that are no background work. None is ever used.
internal sealed class HostsALoop : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}

internal sealed class HostsAService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class HostsALifecycle : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class RunsATask
{
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Run() => Running = Task.Run(() => { });
}

internal static class StartsATask
{
    public static Task Start() => Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
}

internal static class StartsAColdTask
{
    public static void Start(Task task) => task.Start(TaskScheduler.Default);
}

internal static class StartsAThread
{
    public static void Start() => new Thread(() => { }).Start();
}

internal static class QueuesOnThePool
{
    public static void Queue() => ThreadPool.QueueUserWorkItem(_ => { });
}

internal static class MakesATimer
{
    public static IDisposable Make() => new Timer(_ => { });
}

internal static class MakesATimerOfTheClock
{
    public static Func<ITimer> Make(TimeProvider clock) => () => clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero);
}

internal static class DiscardsATask
{
    public static void Discard() => _ = Later();

    private static async Task Later() => await Task.Yield();
}

internal static class DiscardsAValueTask
{
    public static async Task Discard(IAsyncDisposable one)
    {
        await Task.Yield();
#pragma warning disable CA2012 // It is planted.
        _ = one.DisposeAsync();
#pragma warning restore CA2012
    }
}

internal static class ContinuesATask
{
    public static void Continue(Task task) => _ = task.ContinueWith(_ => { }, TaskScheduler.Default);
}

internal static class IsAsyncVoid
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Roslynator", "RCS1229", Justification = "It is planted.")]
    public static async void Run() => await Task.Yield();
}

internal static class AwaitsWhatItRuns
{
    public static async Task<int> Run()
    {
        await Task.Run(() => { });
        await Task.Run(() => { }).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await Task.Run(() => 1);
    }
}
