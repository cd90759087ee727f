using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Store.Sqlite;

/// <summary>Reads and adds checkpoints and statements in a SQLite file. Its readers see one moment and do not wait for the writer.</summary>
internal sealed class SqliteProofStore(IDbContextFactory<AccessLogContext> contexts) : IProofStore
{
    public bool IsSealing => true;

    public bool IsFault(Exception exception) => exception is SqliteException or DbUpdateException;

    public async Task<ProofState> ReadAsync(long after, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Database.OpenConnectionAsync(cancel);
        await using var moment = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(moment, cancel);
        var heads = after == 0 ? context.Seals.FromSqlRaw(StoredHeads.LastSeals) : context.Seals.Where(seal => seal.Ordinal > after).OrderBy(seal => seal.Ordinal);
        return new(
            (await context.Instances.AsNoTracking().FirstAsync(cancel)).Instance,
            await context.Seals.MaxAsync(seal => (long?)seal.Ordinal, cancel) ?? 0,
            await heads.AsNoTracking().ToListAsync(cancel),
            await context.Checkpoints.AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel),
            await context.Statements.AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel),
            await context.Statements.AsNoTracking().Where(row => row.Kind == Domain.AccessLog.Integrity.StatementKind.NewKey)
                .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel));
    }

    public Task<bool> TryAddAsync(CheckpointRow checkpoint, CancellationToken cancel) => AddAsync(checkpoint, cancel);

    public Task<bool> TryAddAsync(StatementRow statement, CancellationToken cancel) => AddAsync(statement, cancel);

    public async Task<IReadOnlyList<StatementRow>> StatementsAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Statements.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel);
    }

    private async Task<bool> AddAsync(object row, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Add(row);
        try
        {
            await context.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException taken) when (taken.InnerException is SqliteException { SqliteErrorCode: UniqueFault })
        {
            return false;
        }
    }

    /// <summary>SQLITE_CONSTRAINT.</summary>
    private const int UniqueFault = 19;
}
