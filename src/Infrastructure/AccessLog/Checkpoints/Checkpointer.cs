using Enterprise.Application.Background;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Store;
using Microsoft.Extensions.Logging;

namespace Enterprise.Infrastructure.AccessLog.Checkpoints;

/// <summary>
/// Makes a checkpoint at start, every minute, every 10,000 entries, and at a clean stop after the last entry was written. It begins before the writer and
/// refuses a store that went back behind its archive.
/// </summary>
internal sealed partial class Checkpointer(
    BackgroundWork work, CheckpointMaker maker, IProofStore store, Rollbacks rollbacks, TimeProvider clock, ILogger<Checkpointer> logger) : BackgroundLoop(work, "checkpoints")
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    public const int Entries = 10_000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private bool _wasSealing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await rollbacks.RefuseAsync(cancellationToken);
        await MakeAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_wasSealing)
        {
            // The sealer of this node has stopped before this: the number is the fence.
            await TryAsync(() => maker.MakeAsync(epoch: null, cancellationToken));
        }
    }

    protected override async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Look, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested && await IsDueAsync(stop))
            {
                await MakeAsync(stop);
            }
        }
    }

    private async Task<bool> IsDueAsync(CancellationToken cancel)
    {
        try
        {
            return store.IsSealing != _wasSealing || maker.Latest is not { } latest || clock.GetUtcNow() - latest.At >= Interval || await store.SizeAsync(cancel) - latest.Size >= Entries;
        }
        catch (Exception fault) when (store.IsFault(fault) || fault is OperationCanceledException)
        {
            return false;
        }
    }

    private Task MakeAsync(CancellationToken cancel)
    {
        _wasSealing = store.IsSealing;
        return TryAsync(() => _wasSealing ? maker.MakeAsync(epoch: null, cancel) : maker.LookAsync(cancel));
    }

    private async Task TryAsync(Func<Task> make)
    {
        try
        {
            await make();
        }
        catch (Exception fault) when (store.IsFault(fault) || fault is LogException or OperationCanceledException)
        {
            NotMade(logger, fault);
        }
    }

    [LoggerMessage(3005, LogLevel.Error, "A checkpoint of the access log could not be made")]
    private static partial void NotMade(ILogger logger, Exception fault);
}
