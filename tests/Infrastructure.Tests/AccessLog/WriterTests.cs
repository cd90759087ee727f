using System.Diagnostics.Metrics;
using Enterprise.Application.Background;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.VerifiableLog.Store;
using Enterprise.VerifiableLog.Store.Sqlite;
using Enterprise.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>The writer beside a store that fails as no real one does.</summary>
public sealed class WriterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly Store _store = new();
    private readonly Meters _meters = new();
    private readonly BackgroundWork _work;

    private readonly LogWriter _log;

    public WriterTests()
    {
        _work = BackgroundWorks.Of(_clock);
        var options = new LogOptions
        {
            Schema = AccessSchema.Schema, Database = StoreKind.Sqlite, Store = string.Empty, Keys = string.Empty,
                CheckpointArchive = string.Empty,
            RunAfter = (_, _) => throw new NotSupportedException("Nothing is read."),
        };
        _log = new(_store, new Reserve(null), options, _clock, NullLogger<LogWriter>.Instance);
    }

    [Fact]
    public async Task A_failure_that_nobody_expected_is_said_and_the_next_entry_is_taken()
    {
        using var writer = await StartAsync();
        _store.Fault = new NotSupportedException("Nobody expected this.");
        await Assert.ThrowsAsync<LogException>(() => AppendAsync("r-1").WaitAsync(Patience));
        Assert.Equal(1, _store.Reopened);

        _store.Fault = null;
        await AppendAsync("r-2").WaitAsync(Patience);
        Assert.Equal(["r-2"], _store.Written);
    }

    [Fact]
    public async Task After_two_failures_in_a_row_the_store_is_left_alone_for_a_moment_and_then_takes_all_that_waited()
    {
        using var writer = await StartAsync();
        _store.Fault = new IOException("The disk is full.");
        for (var failure = 0; failure < 2; failure++)
        {
            await Assert.ThrowsAsync<LogException>(() => AppendAsync("lost").WaitAsync(Patience));
        }

        _store.Fault = null;
        var waiting = Enumerable.Range(0, 20).Select(number => AppendAsync($"r-{number}")).ToList();
        await Task.Delay(200);
        Assert.Equal((2, false), (_store.Attempts, waiting.Exists(one => one.IsCompleted)));

        for (var moment = 0; moment < 100 && _store.Attempts == 2; moment++)
        {
            _clock.Advance(LogWriter.Pause / 100);
            await Task.Delay(10);
        }

        await Task.WhenAll(waiting).WaitAsync(Patience);
        Assert.Equal((3, 20), (_store.Attempts, _store.Written.Count));
    }

    [Fact]
    public async Task A_loop_that_crashes_tells_those_who_wait_and_starts_again()
    {
        using var writer = await StartAsync();
        (_store.Fault, _store.ReopenFault) = (new IOException("The disk is full."), new InvalidOperationException("It cannot be closed."));
        await Assert.ThrowsAsync<LogException>(() => AppendAsync("r-1").WaitAsync(Patience));
        while (_work.States.Single() is not { IsRunning: false, IsEssential: true, Cause: InvalidOperationException })
        {
            await Task.Delay(10);
        }

        (_store.Fault, _store.ReopenFault) = (null, null);
        var waiting = AppendAsync("r-2");

        // The delay may begin after the first moments have passed; all of them together are shorter than the writer's deadline.
        for (var moment = 0; moment < 400 && !waiting.IsCompleted; moment++)
        {
            _clock.Advance(BackgroundWork.FirstDelay / 100);
            await Task.Delay(10);
        }

        await waiting.WaitAsync(Patience);
        Assert.Equal(["r-2"], _store.Written);
        Assert.True(_work.States.Single().IsRunning);
    }

    [Fact]
    public async Task A_stop_while_the_loop_waits_to_start_again_still_writes_what_is_queued()
    {
        using var writer = await StartAsync();
        (_store.Fault, _store.ReopenFault) = (new IOException("The disk is full."), new InvalidOperationException("It cannot be closed."));
        await Assert.ThrowsAsync<LogException>(() => AppendAsync("r-1").WaitAsync(Patience));
        (_store.Fault, _store.ReopenFault) = (null, null);
        var waiting = AppendAsync("r-2");
        await writer.StopAsync(CancellationToken.None);
        await waiting.WaitAsync(Patience);
        Assert.Equal(["r-2"], _store.Written);
    }

    public void Dispose() => _meters.Dispose();

    private Task AppendAsync(string request) => _log.AppendAsync(LogStore.Entry(request).ToLog());

    private async Task<AccessLogWriter> StartAsync()
    {
        var writer = new AccessLogWriter(
            _work, _log, new FailedAppends(_meters), new EntryStream(_work, isOn: false, TextWriter.Null));
        await writer.StartAsync(CancellationToken.None);
        return writer;
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _made.Add(meter);
            return meter;
        }

        public void Dispose() => _made.ForEach(meter => meter.Dispose());
    }

    private sealed class Store : ILogStore
    {
        public Exception? Fault { get; set; }

        public int Attempts { get; private set; }

        public int Reopened { get; private set; }

        public List<string> Written { get; } = [];

        public void Append(IReadOnlyList<PreparedEntry> entries, DateTimeOffset? probe)
        {
            Attempts++;
            if (Fault is { } fault)
            {
                throw fault;
            }

            Written.AddRange(entries.Select(prepared => prepared.Entry.Text("requestId")!));
        }

        public Exception? ReopenFault { get; set; }

        public void Reopen()
        {
            Reopened++;
            if (ReopenFault is { } fault)
            {
                throw fault;
            }
        }
    }
}
