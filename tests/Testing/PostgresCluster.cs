using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Enterprise.Testing;

/// <summary>
/// A PostgreSQL of the tests' own: one cluster for all tests of an assembly, started when the first one asks, on a socket in a temporary
/// folder, with fsync as in production. It lets old segments of its write-ahead log go instead of keeping them for later, so that a test
/// can say what is nowhere in its files. It refuses to run as root, so root starts it as another user.
/// </summary>
public sealed class PostgresCluster
{
    private const string Superuser = "postgres";
    private static readonly SemaphoreSlim Starting = new(1);
    private static PostgresCluster? shared;

    private readonly string _folder;
    private readonly string _binaries;
    private readonly SemaphoreSlim _copying = new(1);
    private Process? _server;
    private int _databases;

    private PostgresCluster(string folder, string binaries) => (_folder, _binaries) = (folder, binaries);

    /// <summary>The cluster that the assembly's tests share.</summary>
    public static async Task<PostgresCluster> SharedAsync()
    {
        await Starting.WaitAsync();
        try
        {
            if (shared is null)
            {
                shared = await StartNewAsync();
            }

            return shared;
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>A cluster for one test alone, which may stop it; removed with the others.</summary>
    public static async Task<PostgresCluster> StartNewAsync()
    {
        var folder = Directory.CreateTempSubdirectory("enterprise-pg-").FullName;
        var cluster = new PostgresCluster(folder, Path.GetDirectoryName(Tool.Postgres.Require())!);
        if (IsRoot)
        {
            await RunAsync("chown", Superuser, folder);
        }

        await cluster.RunAsServerAsync("initdb", "--pgdata", Path.Combine(folder, "data"), "--username", Superuser, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C.UTF-8");
        cluster.RemoveAfter(Environment.ProcessId);
        await cluster.StartAsync();
        await cluster.MakeRolesAsync();
        return cluster;
    }

    /// <summary>Makes an empty database with the roles and rights that docs/postgresql-roles.sql gives to the one it makes.</summary>
    public Task<PostgresDatabase> CreateDatabaseAsync() => CopyAsync("access_log");

    /// <summary>Makes a copy of a database, to which nobody may be connected.</summary>
    public Task<PostgresDatabase> CopyAsync(PostgresDatabase original) => CopyAsync(original.Name);

    private async Task<PostgresDatabase> CopyAsync(string original)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await _copying.WaitAsync(); // The original may be used by one at a time.
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} OWNER access_log_owner TEMPLATE {original}");
        }
        finally
        {
            _copying.Release();
        }

        await ExecuteAsync($"REVOKE ALL ON DATABASE {name} FROM PUBLIC; GRANT CONNECT ON DATABASE {name} TO access_log_app");
        return new(_folder, name);
    }

    private Task MakeRolesAsync() => RunAsync(
        "psql", "--host", _folder, "--username", Superuser, "--dbname", Superuser, "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1",
        "--set", "owner_password=o",
        "--set", "app_password=a", "--file", Path.Combine(EnterpriseHost.RepositoryRoot, "docs", "postgresql-roles.sql"));

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _server = Process.Start(
            AsServer("postgres", "-D", Path.Combine(_folder, "data"), "-c", "listen_addresses=", "-c",
            $"unix_socket_directories={_folder}", "-c", "max_connections=200", "-c", "wal_recycle=off"))!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (attempt < 100 && !_server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Stops the server as an operator does who cannot wait.</summary>
    public async Task StopAsync()
    {
        await RunAsync("kill", "-INT", Id(_server!.Id));
        await _server.WaitForExitAsync();
    }

    /// <summary>Lets all of the server's processes stand still, or go on.</summary>
    /// <param name="signal"><c>-STOP</c> or <c>-CONT</c>.</param>
    public async Task SignalAsync(string signal)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Where(name => ParentOf(name!) == Id(_server!.Id)).Append(Id(_server!.Id));
        await RunAsync("kill", [signal, .. all.Select(id => id!)]);
    }

    /// <summary>
    /// Ends the server and deletes its files once the tests' process is gone, however it went: a runner leaves it no time to do so itself.
    /// </summary>
    private void RemoveAfter(int process) => Process.Start("sh", ["-c", """
        exec </dev/null >/dev/null 2>&1
        while kill -0 "$0"; do sleep 1; done
        kill -CONT $(pgrep -P "$(head -1 "$1/data/postmaster.pid")")
        kill -CONT "$(head -1 "$1/data/postmaster.pid")"; kill -QUIT "$(head -1 "$1/data/postmaster.pid")"
        for second in 1 2 3 4 5; do [ -e "$1/data/postmaster.pid" ] && sleep 1; done
        rm -rf "$1"
        """, Id(process), _folder]).Dispose();

    private static bool IsRoot => Environment.UserName == "root";

    private static string Id(int process) => process.ToString(CultureInfo.InvariantCulture);

    private static string? ParentOf(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
        catch (IOException)
        {
            return null; // It has just ended.
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={_folder};Database=postgres;Username={Superuser};Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private ProcessStartInfo AsServer(string program, params string[] arguments)
    {
        string[] way = IsRoot ? ["setpriv", $"--reuid={Superuser}", $"--regid={Superuser}", "--clear-groups", "--"] : [];
        string[] command = [.. way, Path.Combine(_binaries, program), .. arguments];
        return new(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = _folder };
    }

    private Task RunAsServerAsync(string program, params string[] arguments) => RunAsync(AsServer(program, arguments));

    private static Task RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true });

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {await output}{await errors}");
        }
    }
}
