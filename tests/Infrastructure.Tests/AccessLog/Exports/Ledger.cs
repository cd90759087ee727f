using System.Globalization;
using System.Text;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Exports;
using Enterprise.VerifiableLog.Exports;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.Data.Sqlite;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>
/// A real log with two tenants and refused strangers in it, which is exported by the real code; what years do to a log is done to it past
/// the application.
/// </summary>
internal sealed class Ledger : IAsyncDisposable
{
    private static readonly AccessFilter Everything = new();
    private static readonly string[] Names = ["Pump 7", "Ventil „Süd“", "泵 7", "=1+1", "a\nb", "🙂", "<b>&amp;</b>", "\"quoted\", and more"];
    private static readonly string[] People = ["anna@acme.example", "li@acme.example", "=cmd|' /C calc'!A0", "jürgen@acme.example"];

    private readonly ExportFolder _folder;
    private DateTimeOffset _now = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly ExportWriter _writer;

    private Ledger(LogStore store)
    {
        Store = store;
        Notary = new(store.Contexts, store.Clock);
        _folder = new(Path.GetTempPath(), store.Clock);
        _writer = new(new LogExporter(store.Contexts, Notary, _folder, store.Clock), store.Clock);
    }

    public LogStore Store { get; }

    public Notary Notary { get; }

    public static async Task<Ledger> StartAsync() => new(await LogStore.StartAsync());

    /// <summary>Adds entries of acme (more than half), borealis and nobody.</summary>
    public async Task AddAsync(Random random, int count)
    {
        List<Task> waiting = [];
        for (var number = 0; number < count; number++)
        {
            _now += TimeSpan.FromMilliseconds(random.Next(1, 500));
            waiting.Add(Store.Log.AppendAsync(Entry(random, number, _now)));
        }

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async Task<(ExportedFile File, byte[] Bytes)> ExportAsync(ExportFormat format, AccessFilter? filter = null, string text = "",
        TenantUser? reader = null, HoursOfWeek? hours = null)
    {
        var (file, path) = await _writer
            .WriteAsync(reader ?? LogStore.Reader(), new(new(filter ?? Everything, hours), text, format, 0), (_, _, _) => { },
            CancellationToken.None);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return (file, bytes);
    }

    public async Task<string> JsonLinesAsync(AccessFilter? filter = null, string text = "", TenantUser? reader = null,
        HoursOfWeek? hours = null) =>
        Encoding.UTF8.GetString((await ExportAsync(ExportFormat.JsonLines, filter, text, reader, hours)).Bytes);

    /// <summary>Removes the personal part of one person's entries, and leaves marks.</summary>
    public async Task EraseAsync(string user)
    {
        await MarkAsync("detail",
            $"SELECT Position FROM Details WHERE Position IN (SELECT Position FROM Subjects WHERE UserName = '{user}')");
        await MarkAsync("subject", $"SELECT Position FROM Subjects WHERE UserName = '{user}'");
        Change($"""
            DELETE FROM Details WHERE Position IN (SELECT Position FROM Subjects WHERE UserName = '{user}');
            DELETE FROM Subjects WHERE UserName = '{user}';
            """);
        await Notary.StateAsync("erase", "acme", null, "entries 1", "reason asked for");
    }

    /// <summary>Removes the personal part of acme's entries so far, and leaves marks of their details alone.</summary>
    public async Task PseudonymiseAsync()
    {
        await Notary.StateAsync(
            "pseudonymise", "acme", null, "entries 1", $"policy before {_now.AddTicks(TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}");
        await MarkAsync("detail", "SELECT Position FROM Details WHERE Tenant = 'acme' AND Position % 3 = 0");
        Change("DELETE FROM Details WHERE Tenant = 'acme' AND Position % 3 = 0; DELETE FROM Subjects WHERE Tenant = 'acme' AND At "
            + $"<= {Microseconds.Of(_now)};");
    }

    /// <summary>Removes the beginning of acme's chain; the last seal of it stays.</summary>
    public Task PruneAsync(long last)
    {
        var hash = Store.Read($"SELECT lower(hex(Hash)) FROM Seals WHERE Tenant = 'acme' AND Sequence = {last}");
        var ordinal = Store.Read($"SELECT Ordinal FROM Seals WHERE Tenant = 'acme' AND Sequence = {last}");
        Change($"""
            DELETE FROM Erasures WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = 'acme' AND Sequence <= {last});
            DELETE FROM Details WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = 'acme' AND Sequence <= {last});
            DELETE FROM Subjects WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = 'acme' AND Sequence <= {last});
            DELETE FROM Entries WHERE Position IN (SELECT Position FROM Seals WHERE Tenant = 'acme' AND Sequence <= {last});
            DELETE FROM Seals WHERE Tenant = 'acme' AND Sequence < {last};
            """);
        return Notary.StateAsync("prune", "acme", null, $"sequence {last}", $"hash {hash}", $"ordinal {ordinal}",
            "before 2026-01-01T00:00:00.000000Z", "policy 400 days");
    }

    /// <summary>Lets a new epoch begin, as after an older store was restored.</summary>
    public async Task BeginEpochAsync()
    {
        Notary.Epoch++;
        await Notary.StateAsync("lost", "-", null, "archived 9 99 x", "restored 9", $"epoch {Notary.Epoch}");
        Change($"INSERT INTO Checkpoints (Number, Size, Epoch, At, Text) VALUES ({Notary.Epoch}, 0, {Notary.Epoch}, 0, '')");
        await using var other = new LogStore(Store.File);
        await other.Writer.StartAsync(CancellationToken.None);
        await other.Log.AppendAsync(LogStore.Entry("first-of-epoch")).WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        Notary.Dispose();
        _folder.Dispose();
        await Store.DisposeAsync();
    }

    private static AccessEntry Entry(Random random, int number, DateTimeOffset at)
    {
        var tenant = random.Next(8) switch { 0 => null, 1 or 2 => "borealis", _ => "acme" };
        var user = People[random.Next(People.Length)];
        return LogStore.Entry($"r-{number}", at) with
        {
            Tenant = tenant is null ? null : TenantId.Parse(tenant),
            TenantAsSeen = random.Next(2) == 0 || tenant is null ? null : TenantId.Parse("1234567890"),
            Subtenant = random.Next(3) == 0 ? SubtenantId.Parse("sub-1") : null,
            Subject = new($"id-of-{user}", user, "192.0.2.7", random.Next(2) == 0 ? "198.51.100.4" : null, random.Next(2) == 0,
                random.Next(3) == 0 ? null : "curl/8 \"x\""),
            Action = (AccessAction)random.Next(4), Outcome = (AccessOutcome)random.Next(3), Reason = random.Next(2) == 0
                ? null : "role_missing",
            Resource = random.Next(2) == 0 ? null : number.ToString("x32", CultureInfo.InvariantCulture),
                ResourceName = random.Next(2) == 0 ? null : Names[random.Next(Names.Length)],
            Detail = random.Next(2) == 0 ? null : $"search={Names[random.Next(Names.Length)]}", Items = random.Next(100),
                Occurrences = random.Next(1, 5),
            Remark = random.Next(9) == 0 ? AccessRemark.TokenSeenElsewhere : null, Authentication = random.Next(5) == 0
                ? null : new("https://acme.example/oauth/token", "enterprise-1", "0123", "User Auditor"),
        };
    }

    private async Task MarkAsync(string part, string positions)
    {
        foreach (var entry in (Store
            .Read($"SELECT group_concat(Position || ' ' || lower(Id)) FROM Entries WHERE Position IN ({positions})") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, signature) = await Notary.MarkAsync(entry.Split(' ')[1], part);
            Change($"INSERT INTO Erasures SELECT Position, '{part}', Tenant, '{key}', x'{signature}' FROM Entries WHERE Position "
                + $"= {entry.Split(' ')[0]};");
        }
    }

    /// <summary>Changes tables past the application, whose triggers are in the way.</summary>
    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string
            .Concat(new[] { "Entries", "Subjects", "Details", "Seals",
            "Erasures" }.Select(table => $"DROP TRIGGER IF EXISTS {table}_no_DELETE;")) + sql;
        command.ExecuteNonQuery();
    }
}
