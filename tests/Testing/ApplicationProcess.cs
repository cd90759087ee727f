using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Enterprise.Testing;

/// <summary>The application as a process of its own, for what cannot be seen from inside: memory, kills, its output.</summary>
public sealed class ApplicationProcess : IAsyncDisposable
{
    private const int MostLines = 1000;

    private readonly Process _process;
    private readonly ApplicationPlace _place;
    private readonly bool _isOwnPlace;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly long _begun = Stopwatch.GetTimestamp();

    private ApplicationProcess(Process process, ApplicationPlace place, bool isOwnPlace, Uri origin)
    {
        (_process, _place, _isOwnPlace, Origin) = (process, place, isOwnPlace, origin);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Origin { get; }

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>How long it took from the start of the process until it said that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What it ended with; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>The last lines that it wrote.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>How many entries stand in the log's file.</summary>
    public long LogRows => RowsByReason.Values.Sum();

    /// <summary>The same for each reason; under the empty text those without one.</summary>
    public IReadOnlyDictionary<string, long> RowsByReason
    {
        get
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_place.LogFile};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT coalesce(Reason, ''), COUNT(*) FROM Entries GROUP BY 1";
            using var reader = command.ExecuteReader();
            var rows = new Dictionary<string, long>(StringComparer.Ordinal);
            while (reader.Read())
            {
                rows.Add(reader.GetString(0), reader.GetInt64(1));
            }

            return rows;
        }
    }

    /// <summary>Starts the application and waits until it is ready.</summary>
    /// <param name="platform">What stands in for its platform.</param>
    /// <param name="place">Where; null for a folder of its own, which goes when it ends.</param>
    /// <exception cref="TimeoutException">It did not become ready; the message has its last lines.</exception>
    public static async Task<ApplicationProcess> StartAsync(PlatformDouble platform, ApplicationPlace? place = null)
    {
        var process = Spawn(platform, place);
        try
        {
            await process.WaitUntilReadyAsync();
            return process;
        }
        catch (TimeoutException)
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the application and waits for nothing.</summary>
    /// <param name="platform">What stands in for its platform.</param>
    /// <param name="place">Where; null for a folder of its own, which goes when it ends.</param>
    public static ApplicationProcess Spawn(PlatformDouble platform, ApplicationPlace? place = null)
    {
        var where = place ?? new(Directory.CreateTempSubdirectory("enterprise-").FullName);
        var program = typeof(Web.Program).Assembly.Location;
        var origin = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{SandboxHost.FreePort()}"));
        program = where.Program is null ? program : Path.Combine(where.Program, Path.GetFileName(program));
        var isPublished = Directory.Exists(Path.Combine(Path.GetDirectoryName(program)!, "wwwroot"));
        var start = new ProcessStartInfo(
            "dotnet", isPublished ? [program] : [program, "--contentRoot", Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = where.Folder,
        };
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = origin.AbsoluteUri, ["InsightsHub__AppName"] = "assets", ["InsightsHub__HostTenant"] = "sandbox",
            ["InsightsHub__ApiBase"] = platform.Origin.GetLeftPart(UriPartial.Authority),
                ["InsightsHub__Providers__a__Issuer"] = platform.Issuer,
            ["InsightsHub__Providers__a__KeysUrl"] = new Uri(platform.Origin, "/token_keys").AbsoluteUri,
            ["Limits__UserRequestsPerSecond"] = EnterpriseHost.NoLimit, ["Limits__UserBurst"] = EnterpriseHost.NoLimit,
            ["ConnectionStrings__AccessLog"] = $"Data Source={where.LogFile}",
        };
        foreach (var (key, value) in environment.Concat(where.Environment ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            start.Environment[key] = value;
        }

        return new(Process.Start(start)!, where, place is null, origin);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <exception cref="TimeoutException">It did not within 2 minutes, or it ended.</exception>
    public async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Origin };
        while (Stopwatch.GetElapsedTime(_begun) < TimeSpan.FromMinutes(2) && !_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    ReadyAfter = Stopwatch.GetElapsedTime(_begun);
                    return;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or SocketException)
            {
                // It listens in a moment.
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"The application did not become ready: {string.Join(" | ", Lines)}");
    }

    /// <summary>Ends it as <c>kill -9</c> does: it cannot do anything any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_isOwnPlace)
        {
            Directory.Delete(_place.Folder, recursive: true);
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }

        while (_lines.Count > MostLines)
        {
            _lines.TryDequeue(out _);
        }
    }
}
