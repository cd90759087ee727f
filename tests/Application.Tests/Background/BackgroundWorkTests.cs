using System.Diagnostics.Metrics;
using Enterprise.Application.Background;
using Enterprise.Domain.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Application.Tests.Background;

/// <summary>What the supervisor does with faults, on a clock that the test moves.</summary>
public sealed class BackgroundWorkTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Clock _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Events _events = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly BackgroundWork _work;
    private readonly BackgroundWorkProbe _probe;

    public BackgroundWorkTests()
    {
        _work = new(_clock, _services.GetRequiredService<IMeterFactory>(), _events);
        _probe = new BackgroundWorkProbe(_work, _clock);
    }

    [Fact]
    public async Task A_loop_that_throws_starts_again_after_delays_that_double_up_to_five_seconds()
    {
        var starts = new SemaphoreSlim(0);
        var loop = _work.RunLoopAsync("loop", _ => throw new IOException($"Fault {starts.Release()}"), isEssential: false, _stop.Token);
        foreach (var delay in new[] { 0.25, 0.5, 1, 2, 4, 5, 5 })
        {
            Assert.True(await starts.WaitAsync(Limit));
            await WaitingAsync();
            Assert.EndsWith(FormattableString.Invariant($"restarts in {delay} s"), _events.Seen[^1].Text, StringComparison.Ordinal);
            _clock.Advance(TimeSpan.FromSeconds(delay) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(0, starts.CurrentCount);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.True(await starts.WaitAsync(Limit));
        await _stop.CancelAsync();
        await loop.WaitAsync(Limit);
        Assert.All(_events.Seen, seen => Assert.Equal((4001, LogLevel.Error), (seen.Id, seen.Level)));
    }

    [Fact]
    public async Task A_loop_that_returns_although_it_was_not_told_to_is_a_fault()
    {
        var loop = _work.RunLoopAsync("loop", _ => Task.CompletedTask, isEssential: false, _stop.Token);
        await WaitingAsync();
        Assert.Equal("The task ended while the service is still running.", Assert.Single(_work.States).Cause!.Message);
        await _stop.CancelAsync();
        await loop.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_stop_ends_a_loop_without_a_fault_and_enters_one_that_waits_once_more()
    {
        var good = _work.RunLoopAsync("good", stop => Task.Delay(System.Threading.Timeout.Infinite, stop), isEssential: false, _stop.Token);
        var starts = new List<bool>();
        var bad = _work.RunLoopAsync(
            "bad",
            stop =>
            {
                starts.Add(stop.IsCancellationRequested);
                return stop.IsCancellationRequested ? Task.CompletedTask : throw new IOException("Fault");
            },
            isEssential: false, _stop.Token);
        await WaitingAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(good, bad).WaitAsync(Limit);
        Assert.Equal([false, true], starts);
        Assert.Single(_events.Seen);
    }

    [Fact]
    public async Task Health_is_yellow_for_a_minute_after_a_fault_with_name_cause_and_since_when()
    {
        Assert.Equal((HealthStatus.Green, "All background tasks are running."), await _probe.LookAsync(default));
        await _work.RunOnceAsync("export", () => throw new InvalidOperationException("Planted\nfault"));
        var (status, text) = await _probe.LookAsync(default);
        Assert.Equal(HealthStatus.Yellow, status);
        const string expected =
            "'export' has failed since 2026-01-31 09:00:00 UTC (failures: 1). Last error: InvalidOperationException: Planted fault. ";
        Assert.StartsWith(expected, text, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(59));
        await _work.RunOnceAsync("export", () => throw new IOException("Another"));
        (_, text) = await _probe.LookAsync(default);
        Assert.Contains("since 2026-01-31 09:00:00 UTC (failures: 2). Last error: IOException: Another.", text, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Green, (await _probe.LookAsync(default)).Status);
    }

    [Fact]
    public async Task Health_is_red_while_essential_work_does_not_run_and_yellow_once_it_does()
    {
        var runs = new SemaphoreSlim(0);
        var isBroken = true;
        var loop = _work.RunLoopAsync(
            "writer",
            async stop =>
            {
                if (isBroken)
                {
                    throw new IOException("Fault");
                }

                runs.Release();
                await Task.Delay(System.Threading.Timeout.Infinite, stop);
            },
            isEssential: true, _stop.Token);
        await WaitingAsync();
        Assert.Equal(HealthStatus.Red, (await _probe.LookAsync(default)).Status);
        isBroken = false;
        _clock.Advance(BackgroundWork.FirstDelay);
        Assert.True(await runs.WaitAsync(Limit));
        Assert.Equal(HealthStatus.Yellow, (await _probe.LookAsync(default)).Status);
        await _stop.CancelAsync();
        await loop.WaitAsync(Limit);
    }

    [Fact]
    public async Task Faults_are_counted_by_work_and_the_owner_of_a_job_is_told_even_if_that_throws_too()
    {
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == BackgroundWork.Failures && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add((string)tags[0].Value!));
        listener.Start();

        Exception? told = null;
        await _work.RunOnceAsync("job", () => throw new IOException("Fault"), fault =>
        {
            told = fault;
            throw new InvalidOperationException("Not told");
        });
        using (_work.RunAfter("timer", TimeSpan.FromSeconds(2), () => throw new ObjectDisposedException("connection")))
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.IsType<IOException>(told);
        Assert.Equal(["job", "job", "timer"], counted);
        Assert.Equal([4002, 4002, 4002], _events.Seen.Select(seen => seen.Id));
    }

    [Fact]
    public async Task A_task_that_fails_and_that_nothing_waits_for_is_logged()
    {
        bool IsLogged() => _events.Seen.Exists(seen => seen.Id == 4003 && seen.Fault.Contains("planted-7c1f", StringComparison.Ordinal));
        for (var attempt = 0; attempt < 200 && !IsLogged(); attempt++)
        {
            _ = Task.Run(() => throw new IOException("planted-7c1f"));
            await Task.Delay(10);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(IsLogged());
    }

    public void Dispose()
    {
        _stop.Dispose();
        _work.Dispose();
        _services.Dispose();
    }

    /// <summary>Waits until every fault so far has a timer, so that the clock may be moved.</summary>
    private async Task WaitingAsync()
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (_clock.Timers == 0 || _work.States.Sum(state => state.Failures) != _clock.Timers)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Limit);
            await Task.Delay(1);
        }
    }

    private sealed class Clock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.Zero))
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }

    private sealed class Events : ILogger<BackgroundWork>
    {
        public List<(int Id, LogLevel Level, string Text, string Fault)> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Seen)
            {
                Seen.Add((eventId.Id, logLevel, formatter(state, exception), $"{exception}"));
            }
        }
    }
}
