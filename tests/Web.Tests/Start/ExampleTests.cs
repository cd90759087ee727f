using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Start;

/// <summary>Every example of a configuration in docs/security.md is one that the real program starts with and lives.</summary>
public sealed partial class ExampleTests
{
    private const string MovedFile = "/etc/enterprise/moved.csv";

    private static readonly string Section = File.ReadAllText(Path.Combine(EnterpriseHost.RepositoryRoot, "docs", "security.md"))
        .Split("\n## ")[2];

    public static TheoryData<string> Examples => [.. Blocks().Where(IsSettings)];

    [Fact]
    public void There_are_examples_for_both_generations_China_a_private_cloud_and_moved_tenants()
    {
        Assert.StartsWith("2. Identity providers", Section, StringComparison.Ordinal);
        Assert.Equal(5, Blocks().Count(IsSettings));
        Assert.All(new[] { "MDSP_ENV=eu1", "xcelerator", "\"china\"", "\"own\"", "MovedTenantsFile" }, part =>
            Assert.Single(Blocks(), block => block.Contains(part, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task The_program_starts_with_it(string example)
    {
        var folder = Directory.CreateTempSubdirectory("enterprise-example-").FullName;
        var moved = Path.Combine(folder, "moved.csv");
        // The example of the file maps the same tenant as the example beside it, so that each is a mapping of its own.
        await File.WriteAllTextAsync(moved, Blocks().Single(block => block.StartsWith("old,new", StringComparison.Ordinal))
            .Replace("krypton,910000456", "argon,910000457", StringComparison.Ordinal));
        var port = SandboxHost.FreePort();
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { UseShellExecute = false,
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (key, value) in Settings(example.Replace(MovedFile, moved, StringComparison.Ordinal))
            .Append(("InsightsHub__AppName", "assets")).Append(("InsightsHub__HostTenant", "sandbox")).Append(("PORT", $"{port}")))
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            HttpStatusCode? status = null;
            for (var attempt = 0; attempt < 200 && status is null && !process.HasExited; attempt++)
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
                    status = answer.StatusCode;
                }
                catch (HttpRequestException refused) when (refused.InnerException is SocketException)
                {
                    await Task.Delay(100);
                }
            }

            Assert.True(status == HttpStatusCode.OK, process.HasExited ? await errors : $"{status}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsSettings(string block) => !block.StartsWith("old,new", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks() => Fence().Matches(Section).Select(block => block.Groups["text"].Value);

    /// <summary>An example as it is given to a process: names and values of the environment.</summary>
    private static IEnumerable<(string Key, string Value)> Settings(string example) => example.StartsWith('{')
        ? Flat(JsonDocument.Parse(example).RootElement, string.Empty)
        : example.Split('\n').SelectMany(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]));

    private static IEnumerable<(string Key, string Value)> Flat(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(member => Flat(member.Value, path.Length == 0 ? member.Name : $"{path}__{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Flat(item, $"{path}__{index}")),
        _ => [(path, element.ToString())],
    };

    [GeneratedRegex(@"^```\w*\n(?<text>.+?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
