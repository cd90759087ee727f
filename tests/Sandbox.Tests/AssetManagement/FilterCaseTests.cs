using Enterprise.Sandbox.AssetManagement.Filtering;
using Enterprise.Sandbox.AssetManagement.Filtering.Fields;
using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

public sealed class FilterCaseTests
{
    private static readonly Dictionary<string, FilterField<string>> Fields =
        new(StringComparer.Ordinal) { ["name"] = new TextField<string>(text => text) };

    [Theory]
    [InlineData("""{"name":"pUMP 12"}""")]
    [InlineData("""{"name":{"in":{"value":["PUMP 12"]}}}""")]
    [InlineData("""{"name":{"startsWith":"pump"}}""")]
    [InlineData("""{"name":{"endsWith":"UMP 12"}}""")]
    [InlineData("""{"name":{"contains":"UMP"}}""")]
    public void Case_is_ignored_unless_the_option_says_otherwise(string filter)
    {
        Assert.True(new FilterCompiler<string>(Fields).Compile(filter).Matches("Pump 12"));
        Assert.False(new FilterCompiler<string>(Fields, StringComparison.Ordinal).Compile(filter).Matches("Pump 12"));
    }
}
