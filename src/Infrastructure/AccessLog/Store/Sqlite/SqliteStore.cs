using Enterprise.Domain.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Microsoft.Data.Sqlite;

namespace Enterprise.Infrastructure.AccessLog.Store.Sqlite;

/// <summary>
/// Adds to a SQLite file: entries, their personal parts and their seals in one transaction on one connection of its own, so that nothing is durable
/// unsealed. Another process that adds to the same file, an operator's command for example, is noticed under the write lock, and the heads are read anew.
/// </summary>
internal sealed class SqliteStore(string connectionString, Reserve? reserve = null) : ILogStore, IDisposable
{
    /// <summary>SQLITE_FULL.</summary>
    private const int Full = 13;

    private readonly CanonicalText _text = new();
    private Session? _session;

    public void Append(IReadOnlyList<AccessEntry> entries, DateTimeOffset? probe)
    {
        try
        {
            Write(entries, probe);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == Full)
        {
            reserve?.GiveUp();
            throw;
        }
    }

    public void Reopen()
    {
        var session = _session;
        _session = null;
        session?.Dispose();
    }

    public void Dispose() => Reopen();

    private void Write(IReadOnlyList<AccessEntry> entries, DateTimeOffset? probe)
    {
        var session = _session ??= new Session(connectionString);
        using var transaction = session.Connection.BeginTransaction(deferred: false);
        session.LookForOthers();
        foreach (var entry in entries)
        {
            Add(session, transaction, entry);
        }

        if (probe is { } at)
        {
            session.Execute("INSERT INTO Probes (Id, At) VALUES (1, @0) ON CONFLICT (Id) DO UPDATE SET At = @0", Microseconds.Of(at));
        }

        transaction.Commit();
    }

    private void Add(Session session, SqliteTransaction transaction, AccessEntry entry)
    {
        var position = ++session.Position;
        var (_, subject, subjectSalt, subjectCommitment, detailSalt, detailCommitment) = Committed.Of(entry, _text);
        session.Entries.Run(
            transaction, position, entry.Id, Microseconds.Of(entry.At), entry.Tenant?.Value, entry.TenantAsSeen?.Value, entry.Subtenant?.Value,
            entry.Action.ToString(), entry.Outcome.ToString(), entry.Reason, entry.Resource, entry.ResourceName, entry.Items, entry.Occurrences, entry.Remark, entry.RequestId,
            entry.Authentication?.Issuer, entry.Authentication?.Client, entry.Authentication?.TokenHash, entry.Authentication?.Roles, entry.Node, entry.Version,
            subjectCommitment, detailCommitment);
        session.Subjects.Run(
            transaction, position, entry.Tenant?.Value, Microseconds.Of(entry.At), subjectSalt, subject.UserId, subject.UserName, subject.Address, subject.Forwarded,
            subject.IsForwardedTrusted, subject.UserAgent);
        if (entry.Detail is not null)
        {
            session.Details.Run(transaction, position, detailSalt, entry.Detail);
        }

        var seal = session.Heads.Seal(entry, position, subjectCommitment, detailCommitment);
        session.Seals.Run(transaction, seal.Ordinal, seal.Tenant, seal.Sequence, seal.Epoch, position, seal.Hash);
    }
}
