using Enterprise.Application.Background;
using Enterprise.VerifiableLog.Checkpoints;

namespace Enterprise.Infrastructure.AccessLog.Checkpoints;

/// <summary>Makes checkpoints when they are due. It begins before the writer and refuses a store that is older than its archive.</summary>
internal sealed class Checkpointer(BackgroundWork work, CheckpointSchedule schedule, SignedLog log, TimeProvider clock)
    : BackgroundLoop(work, "checkpoints")
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await log.RefuseAsync(cancellationToken);
        await schedule.MakeAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await schedule.EndAsync(cancellationToken);
    }

    protected override async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Look, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
            {
                await schedule.MakeIfDueAsync(stop);
            }
        }
    }
}
