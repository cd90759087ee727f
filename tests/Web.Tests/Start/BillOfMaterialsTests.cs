using System.Text.Json;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Start;

/// <summary>The bill of materials beside the program says what the program is made of.</summary>
public sealed class BillOfMaterialsTests
{
    [Fact]
    public void It_names_every_package_whose_files_run_and_the_look_and_nothing_else()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var folder = Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web", "bin", built.Parent!.Name, built.Name);
        var bill = Read(Path.Combine(folder, "Enterprise.Web.bom.json"));
        var parts = bill.GetProperty("components").EnumerateArray().Select(part => part.GetProperty("purl").GetString()!).ToList();

        Assert.Equal(("CycloneDX", "1.6"), (bill.GetProperty("bomFormat").GetString(), bill.GetProperty("specVersion").GetString()));
        Assert.Equal("Enterprise.Web", bill.GetProperty("metadata").GetProperty("component").GetProperty("name").GetString());
        Assert.Equal(2, parts.Count(part => part.StartsWith("pkg:npm/%40siemens/ix", StringComparison.Ordinal)));
        var running = Read(Path.Combine(folder, "Enterprise.Web.deps.json")).GetProperty("targets").EnumerateObject()
            .Single().Value.EnumerateObject()
            .Where(library => !library.Name.StartsWith("Enterprise.", StringComparison.Ordinal)
                && new[] { "runtime", "native", "runtimeTargets" }.Any(kind => library.Value.TryGetProperty(kind, out _)))
            .Select(library => "pkg:nuget/" + library.Name.Replace('/', '@')).ToList();
        Assert.True(running.Count > 20, "The test reads what runs.");
        Assert.Equal(running.Order(StringComparer.Ordinal), parts.Where(part => part.StartsWith("pkg:nuget/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
}
