using Enterprise.Domain.AccessLog;
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

    private Session? _session;

    public Committed CommitTo(AccessEntry entry) => Committed.Of(entry);

    public void Append(IReadOnlyList<Committed> entries, DateTimeOffset? probe)
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

    private void Write(IReadOnlyList<Committed> entries, DateTimeOffset? probe)
    {
        var session = _session ??= new Session(connectionString);
        session.Begin.Run();
        session.LookForOthers();
        foreach (var entry in entries)
        {
            Add(session, entry);
        }

        if (probe is { } at)
        {
            session.Execute("INSERT INTO Probes (Id, At) VALUES (1, @0) ON CONFLICT (Id) DO UPDATE SET At = @0", Microseconds.Of(at));
        }

        session.Commit.Run();
    }

    private static void Add(Session session, Committed committed)
    {
        var position = ++session.Position;
        var (entry, subject, subjectSalt, subjectCommitment, detailSalt, detailCommitment) = committed;
        var (tenant, at) = (entry.Tenant?.Value, Microseconds.Of(entry.At));
        session.Entries
            .Add(position).Add(entry.Id).Add(at).Add(tenant).Add(entry.TenantAsSeen?.Value).Add(entry.Subtenant?.Value)
            .Add(entry.Action.ToString()).Add(entry.Outcome.ToString()).Add(entry.Reason).Add(entry.Resource).Add(entry.ResourceName).Add(entry.Items)
            .Add(entry.Occurrences).Add(entry.Remark).Add(entry.RequestId)
            .Add(entry.Authentication?.Issuer).Add(entry.Authentication?.Client).Add(entry.Authentication?.TokenHash).Add(entry.Authentication?.Roles)
            .Add(entry.Node).Add(entry.Version).Add(subjectCommitment).Add(detailCommitment).Run();
        session.Subjects
            .Add(position).Add(tenant).Add(at).Add(subjectSalt).Add(subject.UserId).Add(subject.UserName).Add(subject.Address).Add(subject.Forwarded)
            .Add(subject.IsForwardedTrusted ? 1 : 0).Add(subject.UserAgent).Run();
        if (entry.Detail is not null)
        {
            session.Details.Add(position).Add(tenant).Add(detailSalt).Add(entry.Detail).Run();
        }

        var seal = session.Heads.Seal(entry, position, subjectCommitment, detailCommitment);
        session.Seals.Add(seal.Ordinal).Add(seal.Tenant).Add(seal.Sequence).Add(seal.Epoch).Add(position).Add(seal.Hash).Run();
    }
}
