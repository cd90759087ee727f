using Enterprise.Application.AccessLog.Retention;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Retention;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Legal holds in the signed statements of the log.</summary>
internal sealed class StoredHolds(LogState log, Statements statements) : ILegalHolds
{
    public async Task<LegalHolds> ReadAsync(CancellationToken cancel) => new((await log.HeldAsync(cancel)).Select(LogScope.OfChain));

    public Task StateAsync(LogScope scope, bool isHeld, string reason, CancellationToken cancel) =>
        statements.WriteAsync(isHeld ? StatementKind.Hold : StatementKind.Release, scope.Chain, [("reason", reason)], cancel).MappedAsync();
}
