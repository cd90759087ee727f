using System.Diagnostics;
using System.Text.Json;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Start;

/// <summary>Publishing what a build left: with the look, or not at all unless that is allowed; with a bill of materials.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("enterprise-publish-");

    public void Dispose() => _folder.Delete(recursive: true);

    [NodeFact]
    public async Task What_is_published_after_a_build_has_the_look_and_a_bill_of_all_that_runs()
    {
        Tool.Node.Require();
        var (code, output) = await PublishAsync();

        Assert.True(code == 0, output);
        var look = Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web", "wwwroot");
        Assert.Contains(Files(look), file => file.EndsWith("siemens-ix-core.css", StringComparison.Ordinal));
        Assert.Equal(Files(look), Files(Path.Combine(_folder.FullName, "out", "wwwroot")));

        var bill = Read("Enterprise.Web.bom.json");
        var parts = bill.GetProperty("components").EnumerateArray().Where(part => part.GetProperty("scope").GetString() == "required")
            .ToDictionary(part => part.GetProperty("purl").GetString()!, StringComparer.Ordinal);
        Assert.Equal(("CycloneDX", "1.6"), (bill.GetProperty("bomFormat").GetString(), bill.GetProperty("specVersion").GetString()));
        Assert.Equal("Enterprise.Web", bill.GetProperty("metadata").GetProperty("component").GetProperty("name").GetString());
        Assert.Equal(2, parts.Keys.Count(name => name.StartsWith("pkg:npm/%40siemens/ix", StringComparison.Ordinal)));
        Assert.All(parts.Values, part => Assert.Equal(128, part.GetProperty("hashes")[0].GetProperty("content").GetString()!.Length));
        var running = Read("Enterprise.Web.deps.json").GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Where(library => !library.Name.StartsWith("Enterprise.", StringComparison.Ordinal))
            .Where(library => new[] { "runtime", "native", "runtimeTargets" }.Any(kind => library.Value.TryGetProperty(kind, out _)))
            .Select(Purl).ToList();
        Assert.True(running.Count > 20, "The test reads what runs.");
        Assert.Empty(running.Except(parts.Keys, StringComparer.Ordinal));
        var without = parts.Keys.Where(name => name.StartsWith("pkg:nuget/", StringComparison.Ordinal))
            .Except(running, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.All(without, name => Assert.StartsWith("pkg:nuget/Microsoft.EntityFrameworkCore.", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_the_look_publishing_fails_unless_it_is_allowed(bool isAllowed)
    {
        var (code, output) = await PublishAsync($"-p:LookFolder={_folder.FullName}/none/", $"-p:PublishWithoutLook={isAllowed}");

        Assert.Equal(isAllowed, code == 0);
        var expected = isAllowed ? "Published without the whole Siemens iX look" : "error : The Siemens iX look is missing";
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains("wwwroot/lib/ix/siemens-ix-core.css", output, StringComparison.Ordinal);
        Assert.Equal(isAllowed, File.Exists(Path.Combine(_folder.FullName, "out", "wwwroot", "css", "app.css")));
    }

    private static string Purl(JsonProperty library) => "pkg:nuget/" + library.Name.Replace('/', '@');

    private JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.FullName, "out", file))).RootElement;

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal);

    private async Task<(int Code, string Output)> PublishAsync(params string[] properties)
    {
        var configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name;
        var start = new ProcessStartInfo("dotnet",
            [
                "publish", Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web"), "--no-build", "-c", configuration,
                "-o", Path.Combine(_folder.FullName, "out"), "-nodeReuse:false", "-nologo", .. properties,
            ])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var publish = Process.Start(start)!;
        var (output, error) = (publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync();
        return (publish.ExitCode, await output + await error);
    }
}
