using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Enterprise.Testing;
using Microsoft.Data.Sqlite;

namespace Enterprise.Benchmarks;

/// <summary>
/// A large log, made past the application in one go and kept for the next run: five tenants of which one has six tenths, a year, 2,000
/// users, 5,000 assets, some much busier than others, three hundredths refused, most of it in working hours. Hashes are random: nothing
/// here verifies the chain.
/// </summary>
internal static class ReadingData
{
    public const string Large = "acme";
    public const string Subtenant = "sub-3";

    private const int Users = 2_000;
    private const int Assets = 5_000;
    private static readonly string[] Others = ["borealis", "cosmos", "delta", "echo"];

    /// <summary>Where the logs are kept, each with its keys and its archive, without which no application takes it.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "enterprise-reading");

    /// <summary>The file with so many entries; made where there is none of the tables and indexes that the application makes now.</summary>
    public static async Task<string> FileAsync(int rows, PlatformDouble platform)
    {
        var making = Path.Combine(Folder, "making");
        Remove(making);
        // The application itself makes the tables.
        await using (await EnterpriseHost.StartAsync(platform.Origin, platform.Issuer, settings: SettingsOf(FileIn(making))))
        {
        }

        var size = string.Create(CultureInfo.InvariantCulture, $"{rows}-");
        var made = Path.Combine(Folder, size + SchemaOf(FileIn(making)));
        if (!Directory.Exists(made))
        {
            Directory.GetDirectories(Folder, size + "*").ToList().ForEach(Remove); // Their tables are of another time.
            var begun = TimeProvider.System.GetTimestamp();
            Fill(FileIn(making), rows);
            Directory.Move(making, made);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rows:N0} entries made in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F0} s, {new FileInfo(FileIn(made)).Length / 1024 / 1024:N0} MB"));
        }

        Remove(making);
        return FileIn(made);
    }

    /// <summary>What an application needs to be told that is to work on a file.</summary>
    public static (string Key, string Value)[] SettingsOf(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(file))!;
        return [("ConnectionStrings:AccessLog", $"Data Source={file}"), ("AccessLog:Keys", Path.Combine(folder, "keys")), ("AccessLog:CheckpointArchive", Path.Combine(folder, "archive", "checkpoints"))];
    }

    public static string User(int number) => $"person{number}@{Large}.example";

    public static string Asset(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private static string FileIn(string folder) => Path.Combine(folder, "data", "access-log.db");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string SchemaOf(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var schema = string.Join('\n', Texts(connection, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            .Concat(Texts(connection, "SELECT tbl || idx || stat FROM sqlite_stat1 WHERE idx IS NOT NULL ORDER BY idx")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema)))[..12];
    }

    private static void Fill(string file, int rows)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA temp_store=MEMORY;");
        // Indexes are made when all is there.
        var indexes = Texts(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL");
        var statistics = Texts(connection, "SELECT 'INSERT INTO sqlite_stat1 VALUES (''' || tbl || ''', ''' || idx || ''', ''' || stat || ''')' FROM sqlite_stat1 WHERE idx IS NOT NULL");
        Texts(connection, "SELECT 'DROP INDEX ' || name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").ForEach(drop => Execute(connection, drop));
        Execute(connection, "BEGIN");
        Insert(connection, rows);
        Execute(connection, "COMMIT");
        indexes.ForEach(index => Execute(connection, index));
        Execute(connection, "DELETE FROM sqlite_stat1");
        statistics.ForEach(statistic => Execute(connection, statistic));
        Execute(connection, "PRAGMA journal_mode=WAL");
    }

    private static void Insert(SqliteConnection connection, int rows)
    {
        var random = new Random(7);
        var times = Times(rows, random);
        var sequences = new Dictionary<string, long>(StringComparer.Ordinal);
        using var entry = Command(
            connection, "INSERT INTO Entries (Position, Id, At, Tenant, Subtenant, Action, Outcome, Reason, Resource, ResourceName, Items, Occurrences, RequestId, Issuer, Client, TokenHash, Roles, Node, Version, SubjectCommitment)", 20);
        using var subject = Command(connection, "INSERT INTO Subjects (Position, Tenant, At, Salt, UserId, UserName, Address, Forwarded, IsForwardedTrusted, UserAgent)", 10);
        using var seal = Command(connection, "INSERT INTO Seals (Ordinal, Tenant, Sequence, Epoch, Position, Hash)", 6);
        var (salt, hash) = (new byte[16], new byte[32]);
        for (var row = 1; row <= rows; row++)
        {
            var tenant = random.Next(10) < 6 ? Large : Others[random.Next(Others.Length)];
            var (user, asset) = (Skewed(random, Users), Skewed(random, Assets));
            var (refused, dice) = (random.Next(100) < 3, random.Next(1000));
            var action = dice < 550 ? "ViewAsset" : dice < 930 ? "ListAssets" : dice < 998 ? "ReadAccessLog" : "ExportAccessLog";
            random.NextBytes(salt);
            random.NextBytes(hash);
            Run(
                entry, row, Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddTicks(times[row - 1] * 10)), times[row - 1], tenant, random.Next(10) == 0 ? $"sub-{random.Next(5)}" : null,
                refused ? "OpenPage" : action, refused ? random.Next(10) == 0 ? "Failed" : "Denied" : "Granted", refused ? random.Next(10) == 0 ? "platform_slow" : "role_missing" : null,
                refused ? "/access-log" : action == "ViewAsset" ? Asset(asset) : null, !refused && action == "ViewAsset" ? $"Pump {asset}" : null, 25, 1,
                $"0HN{row:X10}:00000001", "https://acme.piam.example/oauth/token", "assets", "0123456789abcdef0123456789abcdef", "User", "node-1", "1.0.0", hash);
            Run(
                subject, row, tenant, times[row - 1], salt, $"id-{tenant}-{user}", $"person{user}@{tenant}.example", $"10.0.0.{random.Next(4)}",
                random.Next(3) == 0 ? $"192.0.{user % 200}.{random.Next(20)}" : null, 1, "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36");
            var sequence = sequences[tenant] = sequences.GetValueOrDefault(tenant) + 1;
            Run(seal, row, tenant, sequence, 1, row, hash);
        }
    }

    private static long[] Times(int rows, Random random)
    {
        var first = TimeProvider.System.GetUtcNow().AddDays(-365).ToUnixTimeSeconds() / 86_400 * 86_400;
        var times = new long[rows];
        for (var row = 0; row < rows; row++)
        {
            var hour = random.Next(100) < 85 ? 7 + random.Next(12) : random.Next(24);
            times[row] = (((first + (random.Next(365) * 86_400L) + (hour * 3_600L) + random.Next(3_600)) * 1_000_000) + random.Next(1_000_000));
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>Small numbers are much likelier than great ones.</summary>
    private static int Skewed(Random random, int count) => (int)(count * Math.Pow(random.NextDouble(), 3));

    private static SqliteCommand Command(SqliteConnection connection, string insert, int columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"{insert} VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(column => $"@{column}"))})";
        for (var column = 0; column < columns; column++)
        {
            command.Parameters.Add(new($"@{column}", null));
        }

        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
