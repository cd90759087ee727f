using Enterprise.Application.Background;
using Enterprise.VerifiableLog.Store.Postgres;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>PostgreSQL only: runs the sealer, which seals the entries of all nodes while it is the one that holds the lock.</summary>
internal sealed class AccessLogSealer(BackgroundWork work, Sealer sealer) : BackgroundLoop(work, "seals", isEssential: true)
{
    protected override Task LoopAsync(CancellationToken stop) => BackgroundWork.OnOwnThread(() => sealer.Run(stop));
}
