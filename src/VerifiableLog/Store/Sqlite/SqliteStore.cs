using Enterprise.VerifiableLog.Integrity;
using Microsoft.Data.Sqlite;

namespace Enterprise.VerifiableLog.Store.Sqlite;

/// <summary>
/// Adds to a SQLite file: entries, their personal parts and their seals in one transaction on one connection of its own, so that nothing is
/// durable unsealed. Another process that adds to the same file, an operator's command for example, is noticed under the write lock, and
/// the heads are read again.
/// </summary>
internal sealed class SqliteStore(string connectionString, LogSchema schema, Reserve? reserve = null) : ILogStore, IDisposable
{
    /// <summary>SQLITE_FULL.</summary>
    private const int Full = 13;

    private Session? _session;

    public void Append(IReadOnlyList<PreparedEntry> entries, DateTimeOffset? probe)
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

    private void Write(IReadOnlyList<PreparedEntry> entries, DateTimeOffset? probe)
    {
        var session = _session ??= new Session(connectionString, schema);
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

    private void Add(Session session, PreparedEntry prepared)
    {
        var (position, entry) = (++session.Position, prepared.Entry);
        var row = session.Entries.Add(position).Add(entry.Id).Add(entry.At).Add(entry.Tenant);
        foreach (var field in schema.Sealed)
        {
            row.Add(entry[field]);
        }

        foreach (var commitment in prepared.Commitments)
        {
            row.Add(commitment);
        }

        row.Run();
        foreach (var part in schema.Parts)
        {
            if (prepared.Salts[part.Index] is { } salt)
            {
                var personal = session.Parts[part.Index].Add(position).Add(entry.Tenant).Add(entry.At).Add(salt);
                foreach (var field in part.Fields)
                {
                    personal.Add(entry[field]);
                }

                personal.Run();
            }
        }

        var seal = session.Heads.Seal(entry, position, prepared.Commitments);
        session.Seals.Add(seal.Ordinal).Add(seal.Tenant).Add(seal.Sequence).Add(seal.Epoch).Add(position).Add(seal.Hash).Run();
    }
}
