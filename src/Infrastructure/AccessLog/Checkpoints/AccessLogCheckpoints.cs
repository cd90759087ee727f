using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog.Checkpoints;

namespace Enterprise.Infrastructure.AccessLog.Checkpoints;

/// <summary>The log's checkpoints in the application's terms.</summary>
internal sealed class AccessLogCheckpoints(CheckpointMaker checkpoints) : ICheckpoints, ILatestCheckpoint
{
    public CheckpointFacts? Latest => checkpoints.Latest is { } latest
        ? new(latest.Number, latest.Size, latest.Root, latest.Epoch, latest.At)
        : null;

    public async Task<TenantProof?> ProveAsync(TenantId tenant, CancellationToken cancel) =>
        await checkpoints.ProveAsync(tenant.Value, cancel).MappedAsync() is { } proof
            ? new(
                proof.Checkpoint, proof.PublicKeys, proof.Secret, proof.Sequence, proof.Epoch, proof.Hash, proof.Index, proof.Leaves,
                proof.Path, proof.Statements)
            : null;
}
