using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Exports.Formats;
using System.Threading.Channels;
using Enterprise.Application.Background;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>
/// Writes every entry that became durable also as one JSON line on standard output, for a collector. Nothing waits for it: where the
/// collector is too slow, lines are left out and their number is a line of its own. The log itself leaves out nothing.
/// </summary>
internal sealed class EntryStream(BackgroundWork work, bool isOn, TextWriter output) : BackgroundLoop(work, "entry stream")
{
    /// <summary>How many entries may wait for the collector.</summary>
    public const int QueueLength = 4_096;

    private readonly Channel<LogEntry> _queue =
        Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private long _dropped;

    /// <summary>Takes an entry that is durable; never waits.</summary>
    public void Offer(LogEntry entry)
    {
        if (isOn && !_queue.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Writes what still waits, for at most two seconds.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await base.StopAsync(limit.Token);
    }

    /// <summary>Writes on a thread of its own, because a full pipe blocks the thread that writes to it.</summary>
    protected override async Task LoopAsync(CancellationToken stop)
    {
        using var end = stop.Register(() => _queue.Writer.TryComplete());
        await BackgroundWork.OnOwnThread(WriteAll);
    }

    private void WriteAll()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var entry))
            {
                Write(entry);
            }
        }
    }

    private void Write(LogEntry entry)
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        try
        {
            if (dropped > 0)
            {
                output.Write($"{{\"dropped\":{dropped}}}\n");
                dropped = 0;
            }

            output.Write(EntryJson.Line(entry));
        }
        catch
        {
            Interlocked.Add(ref _dropped, dropped + 1);
            throw;
        }
    }
}
