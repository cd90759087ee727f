using Enterprise.Domain.AccessLog;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.VerifiableLog.Store.Sqlite;

namespace Enterprise.Testing;

/// <summary>Adds many entries to a log's file as another process would, sealed like all others.</summary>
/// <param name="file">The file, made by the application.</param>
public sealed class LogFill(string file) : IDisposable
{
    private readonly SqliteStore _store = new($"Data Source={file}", AccessSchema.Schema);
    private long _number;

    /// <summary>Adds entries of acme in one transaction.</summary>
    public void Add(int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        _store.Append([.. Enumerable.Range(0, count).Select(_ => new PreparedEntry(Entry(++_number, now).ToLog()))], null);
    }

    /// <summary>Moves everything from the write-ahead log into the file.</summary>
    public void Settle()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _store.Dispose();

    private static AccessEntry Entry(long number, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), At = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), Tenant = TenantId.Parse("acme"),
            TenantAsSeen = TenantId.Parse("acme"),
        Subject = new($"id-{number % 500}", $"user{number % 500}@acme.example", "192.0.2.7", null, false,
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"),
        Authentication = new("https://acme.piam.eu1.mindsphere.io/oauth/token", "assets", "0123456789abcdef0123456789abcdef", "User"),
        Action = number % 3 == 0 ? AccessAction.ViewAsset : AccessAction.ListAssets, Outcome = number % 20 == 0 ? AccessOutcome.Denied
        : AccessOutcome.Granted,
        Reason = number % 20 == 0 ? "role_missing" : null, Resource = number % 3 == 0 ? (number % 1000)
        .ToString("x32", System.Globalization.CultureInfo.InvariantCulture) : null,
        ResourceName = number % 3 == 0 ? "Pump 7" : null, Detail = number % 3 == 0 ? null : "search=pump&page=2", Items = 50,
        RequestId = $"request-{number}", Node = "node-1", Version = "0.1.0",
    };
}
