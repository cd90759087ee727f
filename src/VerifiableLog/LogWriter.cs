using System.Threading.Channels;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Enterprise.VerifiableLog.Store.Sqlite;
using Microsoft.Extensions.Logging;

namespace Enterprise.VerifiableLog;

/// <summary>
/// The one writer of the log. Everything that waits goes into one transaction; only when that is on the disk are those who wait told so.
/// A caller who is not told within <see cref="LogOptions.Deadline"/>, or finds the queue full, must not rely on the entry.
/// </summary>
public sealed partial class LogWriter
{
    /// <summary>How many entries may wait.</summary>
    public const int QueueLength = 10_000;

    /// <summary>
    /// How long nothing is tried after two failures in a row: a broken disk is not made better by thousands of attempts a second, nor is
    /// the service's log.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const int BatchSize = 512;

    private readonly ILogStore _store;
    private readonly Reserve _reserve;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _deadline;
    private readonly ILogger<LogWriter> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, AllowSynchronousContinuations = true });

    internal LogWriter(ILogStore store, Reserve reserve, LogOptions options, TimeProvider clock, ILogger<LogWriter> logger) =>
        (_store, _reserve, _deadline, _clock, _logger) = (store, reserve, options.Deadline, clock, logger);

    /// <summary>Is told each entry that became durable, on the writer's thread. Set before <see cref="Run"/>.</summary>
    public Action<LogEntry> Appended { get; set; } = _ => { };

    /// <summary>Is told how many entries could not be made durable, at any time and on any thread. Set before <see cref="Run"/>.</summary>
    public Action<int> Lost { get; set; } = _ => { };

    /// <summary>
    /// Whether the disk is full and only a reserve is left, so that only entries should be added that are needed to make room.
    /// </summary>
    public bool IsDiskFull => _reserve.IsGivenUp;

    /// <summary>Keeps room beside the log for when the disk is full, as soon as there is some; to be called now and then.</summary>
    public void KeepReserve() => _reserve.Keep();

    /// <summary>Makes an entry durable.</summary>
    /// <exception cref="LogException">It could not be made durable in time.</exception>
    public Task AppendAsync(LogEntry entry) => Wait(new Waiting(new PreparedEntry(entry)));

    /// <summary>Writes one row through the same queue and onto the same disk, without adding to the log.</summary>
    /// <exception cref="LogException">It could not be made durable in time.</exception>
    public Task ProbeAsync() => Wait(new Waiting(null));

    /// <summary>
    /// Writes until it is told to stop, and then what still waits. It blocks its thread; after a fault it can be run again.
    /// </summary>
    public void Run(CancellationToken stop)
    {
        using var end = stop.Register(() => _queue.Writer.TryComplete());
        WriteAll();
    }

    private async Task Wait(Waiting waiting)
    {
        if (!_queue.Writer.TryWrite(waiting))
        {
            Lost(waiting.Entry is null ? 0 : 1);
            throw new LogException(LogFailure.Unavailable, "The queue of the access log is full or closed.");
        }

        try
        {
            await waiting.Written.Task.WaitAsync(_deadline, _clock);
        }
        catch (TimeoutException late)
        {
            waiting.Written.TrySetCanceled();
            throw new LogException(LogFailure.Unavailable,
                $"The access log did not confirm an entry within {_deadline.TotalSeconds:0} seconds.", late);
        }
    }

    private void WriteAll()
    {
        var batch = new List<Waiting>(BatchSize);
        var failures = 0;
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            try
            {
                Take(batch);
                if (batch.Count > 0)
                {
                    failures = TryWrite(batch) ? 0 : failures + 1;
                }
            }
            catch (Exception fault)
            {
                // The loop starts again. Entries that still wait in the queue are written then.
                Fail(batch, fault);
                throw;
            }

            if (failures > 1)
            {
                Task.Delay(Pause, _clock).GetAwaiter().GetResult();
            }
        }
    }

    private void Take(List<Waiting> batch)
    {
        while (batch.Count < BatchSize && _queue.Reader.TryRead(out var waiting))
        {
            if (!waiting.Written.Task.IsCompleted)
            {
                batch.Add(waiting);
            }
            else
            {
                Lost(waiting.Entry is null ? 0 : 1); // Too late for its caller: it is never written.
            }
        }
    }

    /// <summary>
    /// Whatever the store throws is told to the callers who wait and does not end the loop: no caller is told that an entry is durable
    /// unless it is.
    /// </summary>
    private bool TryWrite(List<Waiting> batch)
    {
        PreparedEntry[] entries = [.. batch.Select(waiting => waiting.Entry).OfType<PreparedEntry>()];
        try
        {
            _store.Append(entries, batch.Exists(waiting => waiting.Entry is null) ? _clock.GetUtcNow() : null);
        }
        catch (Exception fault)
        {
            _store.Reopen();
            Fail(batch, fault);
            return false;
        }

        batch.ForEach(waiting => waiting.Written.TrySetResult());
        Array.ForEach(entries, durable => Appended(durable.Entry));
        return true;
    }

    private void Fail(List<Waiting> batch, Exception fault)
    {
        Lost(batch.Count(waiting => waiting.Entry is not null && !waiting.Written.Task.IsCompletedSuccessfully));
        WriteFailed(_logger, batch.Count, fault);
        batch.ForEach(waiting =>
            waiting.Written.TrySetException(new LogException(LogFailure.Unavailable, "The access log could not be written.", fault)));
    }

    [LoggerMessage(3001, LogLevel.Error,
        "{Count} access entries could not be written; their requests are answered with 503 and show nothing")]
    private static partial void WriteFailed(ILogger logger, int count, Exception fault);

    private sealed record Waiting(PreparedEntry? Entry)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
