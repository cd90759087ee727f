using System.Buffers;
using System.Net;
using Enterprise.Web.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Enterprise.Web.Security;

/// <summary>
/// Limits connections on which no request has arrived yet. One that sends nothing is closed after 10 s. Where one address, or all
/// together, have too many, the oldest is closed: a client sends its first request as soon as it is connected, so a new connection is
/// more likely to be a real one. Connections with a request are not limited by address, because all users arrive from the few addresses
/// of the gateway.
/// </summary>
internal sealed class PendingConnections(IConfiguration configuration, TimeProvider clock, ServerRefusals refusals)
{
    /// <summary>How many of one address wait for their first request at one time.</summary>
    public static readonly LimitSetting PerAddress = new("Limits:PendingConnectionsPerAddress", 1_000, 1, 100_000);

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly int _mostPerAddress = PerAddress.Of(configuration);
    private readonly int _most = Limits.Connections.Of(configuration) / 2;
    private readonly Lock _lock = new();
    private readonly LinkedList<Pending> _all = [];
    private readonly Dictionary<IPAddress, LinkedList<Pending>> _byAddress = [];

    /// <summary>How many connections wait for their first request.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Serves a connection: waits for the first byte, and counts it until its first request has arrived.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate serve)
    {
        using var silent = new CancellationTokenSource(Silence, clock);
        var pending = new Pending(this, connection);
        connection.Features.Set(pending);
        MakeRoomFor(pending);
        try
        {
            if (await BeginsAsync(pending, silent.Token))
            {
                await serve(connection);
            }
        }
        finally
        {
            Remove(pending);
        }
    }

    /// <summary>Stops counting the connection of a request: its head has arrived whole.</summary>
    public static void RequestArrived(HttpContext http)
    {
        if (http.Features.Get<Pending>() is { } pending)
        {
            pending.Owner.Remove(pending);
        }
    }

    private async Task<bool> BeginsAsync(Pending pending, CancellationToken silent)
    {
        var (connection, input) = (pending.Connection, pending.Connection.Transport.Input);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(silent, stopping);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(end.Token);
                var (begin, isBegun) = SkipEmptyLines(read.Buffer);
                input.AdvanceTo(begin);
                if (isBegun || read.IsCompleted)
                {
                    return isBegun;
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The time is over, the service stops, the connection made room, or the client has gone.
            if (silent.IsCancellationRequested)
            {
                refusals.NoteClosed("it sent no request within 10 s", pending.Address);
            }

            return false;
        }
    }

    /// <summary>
    /// Where the first request begins: after empty lines (RFC 9112, 2.2), which do not start the time for headers either.
    /// </summary>
    private static (SequencePosition Begin, bool IsBegun) SkipEmptyLines(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        reader.AdvancePastAny((byte)'\r', (byte)'\n');
        return (reader.Position, !reader.End);
    }

    private void MakeRoomFor(Pending pending)
    {
        Pending? oldest;
        lock (_lock)
        {
            var same = _byAddress.GetValueOrDefault(pending.Address);
            oldest = same?.Count >= _mostPerAddress ? same.First!.Value : _all.Count >= _most ? _all.First!.Value : null;
            if (oldest is not null)
            {
                Remove(oldest);
            }

            if (!_byAddress.TryGetValue(pending.Address, out same))
            {
                _byAddress.Add(pending.Address, same = []);
            }

            same.AddLast(pending.OfAddress);
            _all.AddLast(pending.OfAll);
        }

        if (oldest is not null)
        {
            refusals.NoteClosed("too many connections without a request", oldest.Address);
            oldest.Connection.Abort(new ConnectionAbortedException("A newer connection needs its place."));
        }
    }

    private void Remove(Pending pending)
    {
        lock (_lock)
        {
            if (pending.OfAll.List is null)
            {
                return;
            }

            _all.Remove(pending.OfAll);
            var same = _byAddress[pending.Address];
            same.Remove(pending.OfAddress);
            if (same.Count == 0)
            {
                _byAddress.Remove(pending.Address);
            }
        }
    }

    private sealed class Pending
    {
        public Pending(PendingConnections owner, ConnectionContext connection)
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None; // None: a Unix socket.
            (Owner, Connection, Address) = (owner, connection, address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
            (OfAll, OfAddress) = (new(this), new(this));
        }

        public PendingConnections Owner { get; }

        public ConnectionContext Connection { get; }

        public IPAddress Address { get; }

        public LinkedListNode<Pending> OfAll { get; }

        public LinkedListNode<Pending> OfAddress { get; }
    }
}
