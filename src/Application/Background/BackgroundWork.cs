using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Enterprise.Application.Background;

/// <summary>
/// Supervises everything that runs apart from a request: loops, one-shot jobs and timers. A fault is logged, counted and kept for health;
/// it never ends the process. A loop that fails is started again after a delay; a job that fails tells its owner.
/// </summary>
public partial class BackgroundWork : IDisposable
{
    /// <summary>The meter.</summary>
    public const string Meter = "Enterprise.Background";

    /// <summary>The counter of faults, with the tag <c>work</c>.</summary>
    public const string Failures = "enterprise.background.failures";

    /// <summary>The delay before a failed loop is started again; it doubles with each further fault.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest delay before a failed loop is started again.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, WorkState> _states = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly Counter<long> _failures;
    private readonly ILogger<BackgroundWork> _logger;

    /// <summary>Supervises nothing yet.</summary>
    public BackgroundWork(TimeProvider clock, IMeterFactory meters, ILogger<BackgroundWork> logger)
    {
        (_clock, _logger) = (clock, logger);
        _failures = meters.Create(Meter).CreateCounter<long>(Failures, "{failure}", "Failures of background tasks");
        TaskScheduler.UnobservedTaskException += OnUnobserved;
    }

    /// <summary>How each loop, and each job or timer that has failed, stands.</summary>
    public IReadOnlyCollection<WorkState> States => [.. _states.Values];

    /// <summary>
    /// Runs a loop until it is told to stop. It is started again when it throws or returns before that. A stop while it waits for its next
    /// start enters it once more, with the stop already requested, so that it can finish what it does at the end.
    /// </summary>
    /// <param name="name">Its name in the log and in health.</param>
    /// <param name="loop">The loop; it ends when its token is cancelled.</param>
    /// <param name="isEssential">Whether the service cannot serve without it.</param>
    /// <returns>A task that ends with the loop and never fails.</returns>
    public Task RunLoopAsync(string name, Func<CancellationToken, Task> loop, bool isEssential, CancellationToken stop) =>
        Task.Run(() => SuperviseAsync(name, loop, isEssential, stop), CancellationToken.None);

    /// <summary>Runs a job once, apart from its caller.</summary>
    /// <param name="name">Its name in the log and in health.</param>
    /// <param name="job">The job; it throws only what it did not expect.</param>
    /// <param name="failed">Tells the owner of the job that it failed.</param>
    /// <returns>A task that ends with the job and never fails.</returns>
    public Task RunOnceAsync(string name, Func<Task> job, Action<Exception>? failed = null) => Task.Run(async () =>
    {
        try
        {
            OnRun(name, job);
            await job();
        }
        catch (Exception fault)
        {
            RecordOnce(name, fault);
            Guard(name, () => failed?.Invoke(fault));
        }
    });

    /// <summary>Does something once, after a time; not if the timer is disposed before.</summary>
    /// <param name="name">Its name in the log and in health.</param>
    public ITimer RunAfter(string name, TimeSpan delay, Action act) => _clock.CreateTimer(
        _ => Guard(name, () =>
        {
            OnRun(name, act);
            act();
        }),
        null, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Runs the part of a loop that blocks on a thread of its own.</summary>
    /// <param name="run">The part that blocks.</param>
    public static Task OnOwnThread(Action run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public void Dispose()
    {
        TaskScheduler.UnobservedTaskException -= OnUnobserved;
        GC.SuppressFinalize(this);
    }

    /// <summary>Called before each run, within its supervision: what this throws counts as a fault of the work.</summary>
    /// <param name="run">What is about to run.</param>
    protected virtual void OnRun(string name, Delegate run)
    {
    }

    private async Task SuperviseAsync(string name, Func<CancellationToken, Task> loop, bool isEssential, CancellationToken stop)
    {
        do
        {
            _states.AddOrUpdate(name, _ => new(name, isEssential), (_, before) => before with { IsRunning = true });
            try
            {
                OnRun(name, loop);
                await loop(stop);
                if (!stop.IsCancellationRequested)
                {
                    throw new InvalidOperationException("The task ended while the service is still running.");
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // That is how a loop ends.
            }
            catch (Exception fault)
            {
                var delay = DelayAfter(Record(name, isEssential, fault).Failures);
                LoopFailed(_logger, name, delay.TotalSeconds, fault);
                if (!stop.IsCancellationRequested)
                {
                    await Task.Delay(delay, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    continue;
                }
            }

            return;
        }
        while (true);
    }

    private static TimeSpan DelayAfter(int failures) => FirstDelay * Math.Min(Math.Pow(2, failures - 1), MaxDelay / FirstDelay);

    private void Guard(string name, Action act)
    {
        try
        {
            act();
        }
        catch (Exception fault)
        {
            RecordOnce(name, fault);
        }
    }

    private void RecordOnce(string name, Exception fault)
    {
        Record(name, isEssential: false, fault);
        OnceFailed(_logger, name, fault);
    }

    private WorkState Record(string name, bool isEssential, Exception fault)
    {
        _failures.Add(1, new KeyValuePair<string, object?>("work", name));
        var now = _clock.GetUtcNow();
        return _states.AddOrUpdate(
            name, _ => new WorkState(name, isEssential).Failed(fault, now), (_, before) => before.Failed(fault, now));
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs unobserved)
    {
        unobserved.SetObserved();
        _failures.Add(1, new KeyValuePair<string, object?>("work", "abandoned task"));
        Unobserved(_logger, unobserved.Exception);
    }

    [LoggerMessage(4001, LogLevel.Error, "Background task '{Work}' failed and restarts in {Seconds} s")]
    private static partial void LoopFailed(ILogger logger, string work, double seconds, Exception fault);

    [LoggerMessage(4002, LogLevel.Error, "Background task '{Work}' failed")]
    private static partial void OnceFailed(ILogger logger, string work, Exception fault);

    [LoggerMessage(4003, LogLevel.Warning, "A task that no code awaited failed")]
    private static partial void Unobserved(ILogger logger, Exception fault);
}
