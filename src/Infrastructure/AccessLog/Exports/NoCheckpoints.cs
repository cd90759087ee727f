using Enterprise.Application.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>Where nobody signs checkpoints, nothing can be proved.</summary>
internal sealed class NoCheckpoints : ICheckpoints
{
    public Task<TenantProof?> ProveAsync(TenantId tenant, CancellationToken cancel) => Task.FromResult<TenantProof?>(null);
}
