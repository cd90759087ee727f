using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Enterprise.Domain.AccessLog;
using Microsoft.Extensions.Hosting;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>
/// Writes every entry that became durable also as one JSON line on standard output, for a collector. Nothing waits for it: where the collector is too slow,
/// lines are left out and their number is a line of its own. The log itself leaves out nothing.
/// </summary>
internal sealed class EntryStream(bool isOn, TextWriter output) : IHostedService
{
    /// <summary>How many entries may wait for the collector.</summary>
    public const int QueueLength = 4_096;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly Channel<AccessEntry> _queue = Channel.CreateBounded<AccessEntry>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private Task _writing = Task.CompletedTask;
    private long _dropped;

    /// <summary>Takes an entry that is durable; never waits.</summary>
    public void Offer(AccessEntry entry)
    {
        if (isOn && !_queue.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Begins a thread of its own, because a full pipe blocks whoever writes to it.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = isOn ? Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default) : Task.CompletedTask;
        return Task.CompletedTask;
    }

    /// <summary>Writes what still waits, for at most two seconds.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _writing.WaitAsync(TimeSpan.FromSeconds(2), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void WriteAll()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var entry))
            {
                if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                {
                    output.Write(JsonSerializer.Serialize(new { dropped }, Json) + "\n");
                }

                output.Write(LineOf(entry) + "\n");
            }
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
