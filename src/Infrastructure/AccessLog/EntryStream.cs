using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Enterprise.Application.Background;
using Enterprise.Domain.AccessLog;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>
/// Writes every entry that became durable also as one JSON line on standard output, for a collector. Nothing waits for it: where the collector is too slow,
/// lines are left out and their number is a line of its own. The log itself leaves out nothing.
/// </summary>
internal sealed class EntryStream(BackgroundWork work, bool isOn, TextWriter output) : BackgroundLoop(work, "entry stream")
{
    /// <summary>How many entries may wait for the collector.</summary>
    public const int QueueLength = 4_096;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly Channel<AccessEntry> _queue = Channel.CreateBounded<AccessEntry>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private long _dropped;

    /// <summary>Takes an entry that is durable; never waits.</summary>
    public void Offer(AccessEntry entry)
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

    private void Write(AccessEntry entry)
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        try
        {
            if (dropped > 0)
            {
                output.Write(JsonSerializer.Serialize(new { dropped }, Json) + "\n");
                dropped = 0;
            }

            output.Write(LineOf(entry) + "\n");
        }
        catch
        {
            Interlocked.Add(ref _dropped, dropped + 1);
            throw;
        }
    }

    /// <summary>The members have the names of the export; the place in the chain is left out, because it is known later on some stores.</summary>
    private static string LineOf(AccessEntry entry) => JsonSerializer.Serialize(
        new
        {
            entry.Id, At = entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            tenant = entry.Tenant?.Value, tenantAsSeen = entry.TenantAsSeen?.Value, subtenant = entry.Subtenant?.Value, entry.Action, entry.Outcome, entry.Reason, entry.Resource,
            entry.ResourceName, entry.Items, entry.Occurrences, entry.Remark, entry.RequestId, entry.Authentication?.Issuer, entry.Authentication?.Client,
            entry.Authentication?.TokenHash, entry.Authentication?.Roles, entry.Node, entry.Version,
            subject = entry.Subject is { } who
                ? new { who.UserId, who.UserName, who.Address, who.Forwarded, forwardedTrusted = who.IsForwardedTrusted, who.UserAgent }
                : null,
            entry.Detail,
        },
        Json);
}
