using System.Threading.Channels;
using Enterprise.Application.AccessLog;
using Enterprise.Application.Background;
using Enterprise.Domain.AccessLog;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.Extensions.Logging;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>
/// The one writer of the log. Everything that waits goes into one transaction; only when that is on the disk are those who wait told so.
/// A caller who is not told within two seconds, or finds the queue full, must not show anything.
/// </summary>
internal sealed partial class AccessLogWriter(
    BackgroundWork work, ILogStore store, FailedAppends failed, EntryStream stream, TimeProvider clock, ILogger<AccessLogWriter> logger)
    : BackgroundLoop(work, "access log writer", isEssential: true)
{
    /// <summary>How long a request waits for its entry.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>How many entries may wait.</summary>
    public const int QueueLength = 10_000;

    /// <summary>How long nothing is tried after two failures in a row: a broken disk is not made better by thousands of attempts a second, nor is the service's log.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const int BatchSize = 512;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(QueueLength) { SingleReader = true, AllowSynchronousContinuations = true });

    /// <summary>Makes an entry durable.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be made durable in time.</exception>
    public Task AppendAsync(AccessEntry entry) => Wait(new Waiting(new PreparedEntry(entry.ToLog())));

    /// <summary>Writes one row through the same queue and onto the same disk, without adding to the log.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be made durable in time.</exception>
    public Task ProbeAsync() => Wait(new Waiting(null));

    /// <summary>Writes on a thread of its own, because the store's calls block; it ends when the queue is closed and empty.</summary>
    protected override async Task LoopAsync(CancellationToken stop)
    {
        using var end = stop.Register(() => _queue.Writer.TryComplete());
        await BackgroundWork.OnOwnThread(WriteAll);
    }

    private async Task Wait(Waiting waiting)
    {
        if (!_queue.Writer.TryWrite(waiting))
        {
            failed.Add(waiting.Entry is null ? 0 : 1);
            throw new AccessLogUnavailableException("The queue of the access log is full or closed.");
        }

        try
        {
            await waiting.Written.Task.WaitAsync(Deadline, clock);
        }
        catch (TimeoutException late)
        {
            waiting.Written.TrySetCanceled();
            throw new AccessLogUnavailableException("The access log did not confirm an entry within 2 seconds.", late);
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
                Task.Delay(Pause, clock).GetAwaiter().GetResult();
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
                failed.Add(waiting.Entry is null ? 0 : 1); // Too late for its caller: it is never written.
            }
        }
    }

    /// <summary>Whatever the store throws is told to the callers who wait and does not end the loop: no caller is told that an entry is durable unless it is.</summary>
    private bool TryWrite(List<Waiting> batch)
    {
        PreparedEntry[] entries = [.. batch.Select(waiting => waiting.Entry).OfType<PreparedEntry>()];
        try
        {
            store.Append(entries, batch.Exists(waiting => waiting.Entry is null) ? clock.GetUtcNow() : null);
        }
        catch (Exception fault)
        {
            store.Reopen();
            Fail(batch, fault);
            return false;
        }

        batch.ForEach(waiting => waiting.Written.TrySetResult());
        Array.ForEach(entries, durable => stream.Offer(durable.Entry));
        return true;
    }

    private void Fail(List<Waiting> batch, Exception fault)
    {
        failed.Add(batch.Count(waiting => waiting.Entry is not null && !waiting.Written.Task.IsCompletedSuccessfully));
        WriteFailed(logger, batch.Count, fault);
        batch.ForEach(waiting => waiting.Written.TrySetException(new AccessLogUnavailableException("The access log could not be written.", fault)));
    }

    private sealed record Waiting(PreparedEntry? Entry)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
