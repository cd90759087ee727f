using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Which scopes are under legal hold: those whose last hold statement is newer than their last release.</summary>
internal sealed class Holds
{
    private readonly HashSet<LogScope> _held;

    private Holds(IEnumerable<LogScope> held) => _held = [.. held];

    public static async Task<Holds> ReadAsync(AccessLogContext context, CancellationToken cancel)
    {
        var last = await context.Statements.AsNoTracking().Where(row => row.Kind == StatementKind.Hold || row.Kind == StatementKind.Release).OrderBy(row => row.Number)
            .Select(row => new { row.Kind, row.Tenant }).ToListAsync(cancel);
        return new(last.GroupBy(row => LogScope.OfChain(row.Tenant)).Where(scope => scope.Last().Kind == StatementKind.Hold).Select(scope => scope.Key));
    }

    /// <summary>Whether the scope itself was held and not released.</summary>
    public bool IsHeld(LogScope scope) => _held.Contains(scope);

    /// <summary>Whether nothing of the chain may be removed: it is held, or all are.</summary>
    public bool Covers(LogScope chain) => _held.Contains(LogScope.All) || _held.Contains(chain);
}
