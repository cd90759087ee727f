using Enterprise.VerifiableLog.Store;
using Microsoft.Extensions.Logging;

namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>
/// When checkpoints are made: at start, every minute, every 10,000 entries, and at a clean stop after the last entry was written. A node
/// that does not seal learns the latest one instead.
/// </summary>
internal sealed partial class CheckpointSchedule(CheckpointMaker maker, IProofStore store, TimeProvider clock,
    ILogger<CheckpointSchedule> logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    public const int Entries = 10_000;

    private bool _wasSealing;

    /// <summary>Makes a checkpoint, or learns the latest. A failure is logged, and the next time is another attempt.</summary>
    public Task MakeAsync(CancellationToken cancel)
    {
        _wasSealing = store.IsSealing;
        return TryAsync(() => _wasSealing ? maker.MakeAsync(epoch: null, cancel) : maker.LookAsync(cancel));
    }

    /// <summary>The same, if it is due.</summary>
    public async Task MakeIfDueAsync(CancellationToken cancel)
    {
        if (await IsDueAsync(cancel))
        {
            await MakeAsync(cancel);
        }
    }

    /// <summary>Makes the last checkpoint of a node that sealed. Its sealer has stopped before: the number is the fence.</summary>
    public Task EndAsync(CancellationToken cancel) =>
        _wasSealing ? TryAsync(() => maker.MakeAsync(epoch: null, cancel)) : Task.CompletedTask;

    private async Task<bool> IsDueAsync(CancellationToken cancel)
    {
        try
        {
            return store.IsSealing != _wasSealing || maker.Latest is not { } latest || clock.GetUtcNow() - latest.At >= Interval
                || await store.SizeAsync(cancel) - latest.Size >= Entries;
        }
        catch (Exception fault) when (store.IsFault(fault) || fault is OperationCanceledException)
        {
            return false;
        }
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
