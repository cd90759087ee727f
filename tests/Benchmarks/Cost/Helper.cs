using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace Enterprise.Benchmarks.Cost;

/// <summary>This program as another process, a server. It ends with its standard input, so that it never outlives its parent.</summary>
internal sealed class Helper : IAsyncDisposable
{
    private readonly Process _process;

    private Helper(Process process, Uri origin) => (_process, Origin) = (process, origin);

    public Uri Origin { get; }

    public static async Task<Helper> StartAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Helper).Assembly.Location, .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        var origin = await process.StandardOutput.ReadLineAsync();
        return new(process, new(origin ?? throw new InvalidOperationException($"{arguments[0]} did not start.")));
    }

    /// <summary>The helper's side: says where it listens, and serves.</summary>
    public static async Task<int> ServeAsync(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.DisposeAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
