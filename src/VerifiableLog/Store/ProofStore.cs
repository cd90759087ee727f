using System.Data;
using System.Data.Common;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Enterprise.VerifiableLog.Store;

/// <summary>Reads and adds checkpoints and statements. Its readers see one moment and do not wait for a writer.</summary>
internal sealed class ProofStore(IDbContextFactory<LogContext> contexts, Func<bool> isSealing) : IProofStore
{
    public bool IsSealing => isSealing();

    public bool IsFault(Exception exception) => exception is DbUpdateException || StoreFaults.Is(exception);

    public async Task<ProofState> ReadAsync(long after, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Database.OpenConnectionAsync(cancel);
        await using var moment = Moment(context.Database.GetDbConnection());
        await context.Database.UseTransactionAsync(moment, cancel);
        return new(
            (await context.Instances.AsNoTracking().OrderBy(row => row.Id).FirstAsync(cancel)).Instance,
            await context.Seals.MaxAsync(seal => (long?)seal.Ordinal, cancel) ?? 0,
            after == 0
                ? [.. ChainHeads.Read(moment.Connection!, moment).Select(seal => (seal.Tenant, seal.Sequence, seal.Hash))]
                : await GrownAsync(moment, after, cancel),
            await context.Checkpoints.AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel),
            await context.Statements.AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel),
            await context.Statements.AsNoTracking().Where(row => row.Kind == StatementKind.NewKey)
                .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel));
    }

    public async Task<long> SizeAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Seals.MaxAsync(seal => (long?)seal.Ordinal, cancel) ?? 0;
    }

    public async Task<IReadOnlyList<SealRow>> HeadsAsync(long size, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Database.OpenConnectionAsync(cancel);
        return ChainHeads.Read(context.Database.GetDbConnection(), size: size);
    }

    /// <summary>A transaction that reads one moment and takes no lock.</summary>
    public static DbTransaction Moment(DbConnection connection) =>
        connection is SqliteConnection file
            ? file.BeginTransaction(deferred: true) : connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public Task<bool> TryAddAsync(CheckpointRow checkpoint, CancellationToken cancel) => AddAsync(checkpoint, cancel);

    public Task<bool> TryAddAsync(StatementRow statement, CancellationToken cancel) => AddAsync(statement, cancel);

    public async Task<IReadOnlyList<StatementRow>> StatementsAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Statements.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel);
    }

    /// <summary>The seals after an ordinal, without the framework, which would take longer than the reading.</summary>
    private static async Task<IReadOnlyList<(string Tenant, long Sequence, byte[] Hash)>> GrownAsync(DbTransaction moment, long after,
        CancellationToken cancel)
    {
        await using var command = moment.Connection!.CreateCommand();
        command.Transaction = moment;
        command.CommandText = "SELECT Tenant, Sequence, Hash FROM Seals WHERE Ordinal > @after ORDER BY Ordinal";
        command.With("@after", after);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var grown = new List<(string, long, byte[])>();
        while (await reader.ReadAsync(cancel))
        {
            grown.Add((reader.GetString(0), reader.GetInt64(1), (byte[])reader.GetValue(2)));
        }

        return grown;
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
        catch (DbUpdateException taken) when (taken.InnerException is SqliteException { SqliteErrorCode: Constraint }
            or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    /// <summary>SQLITE_CONSTRAINT.</summary>
    private const int Constraint = 19;
}
