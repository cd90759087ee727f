using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Legal holds in the signed statements: a scope is held if its last statement of that kind is a hold.</summary>
internal sealed class StoredHolds(IRemoval removal, Statements statements) : ILegalHolds
{
    public async Task<LegalHolds> ReadAsync(CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var changes = await context.Statements.AsNoTracking()
            .Where(row => row.Kind == StatementKind.Hold || row.Kind == StatementKind.Release)
            .OrderBy(row => row.Number).Select(row => new { row.Kind, row.Tenant }).ToListAsync(cancel);
        return new(changes.GroupBy(row => LogScope.OfChain(row.Tenant))
            .Where(scope => scope.Last().Kind == StatementKind.Hold).Select(scope => scope.Key));
    }

    public Task StateAsync(LogScope scope, bool isHeld, string reason, CancellationToken cancel) =>
        statements.WriteAsync(isHeld ? StatementKind.Hold : StatementKind.Release, scope.Chain, [("reason", reason)], cancel);
}
