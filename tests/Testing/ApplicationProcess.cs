using System.Diagnostics;
using System.Globalization;

namespace Enterprise.Testing;

/// <summary>The application as a process of its own, for what cannot be seen from inside: memory, kills, its output.</summary>
public sealed class ApplicationProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private ApplicationProcess(Process process, string folder, Uri origin) => (_process, _folder, Origin) = (process, folder, origin);

    public Uri Origin { get; }

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
    public long LogRows
    {
        get
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "access-log.db")};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM Entries";
            return (long)command.ExecuteScalar()!;
        }
    }

    public static async Task<ApplicationProcess> StartAsync(PlatformDouble platform)
    {
        var folder = Directory.CreateTempSubdirectory("enterprise-").FullName;
        var origin = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{SandboxHost.FreePort()}"));
        var start = new ProcessStartInfo("dotnet", [typeof(Web.Program).Assembly.Location, "--contentRoot", Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder,
        };
        foreach (var (key, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = origin.AbsoluteUri, ["InsightsHub__AppName"] = "assets", ["InsightsHub__HostTenant"] = "sandbox",
            ["InsightsHub__ApiBase"] = platform.Origin.GetLeftPart(UriPartial.Authority), ["InsightsHub__Providers__a__Issuer"] = platform.Issuer,
            ["InsightsHub__Providers__a__KeysUrl"] = new Uri(platform.Origin, "/token_keys").AbsoluteUri,
            ["Limits__UserRequestsPerSecond"] = EnterpriseHost.NoLimit, ["Limits__UserBurst"] = EnterpriseHost.NoLimit,
            ["ConnectionStrings__AccessLog"] = $"Data Source={Path.Combine(folder, "access-log.db")}",
        })
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = origin };
        for (var attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return new(process, folder, origin);
                }
            }
            catch (HttpRequestException)
            {
                // It listens in a moment.
            }

            await Task.Delay(100);
        }

        process.Kill();
        throw new TimeoutException("The application did not become ready.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
