using System.Diagnostics;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Start;

/// <summary>Publishing what a build left: with the look, or not at all unless that is allowed.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("enterprise-publish-");

    public void Dispose() => _folder.Delete(recursive: true);

    [NodeFact]
    public async Task What_is_published_after_a_build_has_the_look()
    {
        Tool.Node.Require();
        var (code, output) = await PublishAsync();

        Assert.True(code == 0, output);
        var look = Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web", "wwwroot");
        Assert.Contains(Files(look), file => file.EndsWith("siemens-ix-core.css", StringComparison.Ordinal));
        Assert.Equal(Files(look), Files(Path.Combine(_folder.FullName, "out", "wwwroot")));
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
