using System.Text.Json;
using Enterprise.Domain.Assets;
using Enterprise.Infrastructure.InsightsHub.Assets;
using Xunit;

namespace Enterprise.Infrastructure.Tests.InsightsHub.Assets;

/// <summary>Filters to the letter, as the platform's documentation writes them.</summary>
public sealed class FilterWriterTests
{
    private static readonly AssetId Id = AssetId.Parse("0123456789abcdef0123456789abcdef");

    [Fact]
    public void Without_a_condition_what_is_deleted_is_left_out() => Assert.Equal("""{"deleted":null}""", FilterWriter.Write(new()));

    [Fact]
    public void A_type_means_derived_ones_too() =>
        Assert.Equal("""{"deleted":null,"hasType":"core.basicarea"}""", FilterWriter.Write(new(Type: AssetTypeId.Parse("core.basicarea"))));

    [Fact]
    public void A_parent_is_compared_whole() =>
        Assert.Equal("""{"deleted":null,"parentId":"0123456789abcdef0123456789abcdef"}""", FilterWriter.Write(new(Parent: Id)));

    [Fact]
    public void All_conditions_together_are_one_object() => Assert.Equal(
        """{"deleted":null,"hasType":"acme.pump","parentId":"0123456789abcdef0123456789abcdef","or":{"name":{"contains":"pump"},"externalId":{"contains":"pump"}}}""",
        FilterWriter.Write(new("pump", AssetTypeId.Parse("acme.pump"), Id, IncludeShared: true)));

    [Theory]
    [InlineData("pump", "pump")]
    [InlineData("say \"hi\"", "say \\\"hi\\\"")]
    [InlineData("\"}}", "\\\"}}")]
    [InlineData("\",\"deleted\":{\"notEquals\":null},\"x\":\"", "\\\",\\\"deleted\\\":{\\\"notEquals\\\":null},\\\"x\\\":\\\"")]
    [InlineData("a\\b", """a\\b""")]
    [InlineData("\\\"", "\\\\\\\"")]
    [InlineData("Kühlwasserpumpe Öl ß", "Kühlwasserpumpe Öl ß")]
    [InlineData("İı 泵", "İı 泵")]
    [InlineData("<script>alert('x')</script>&+", "<script>alert('x')</script>&+")]
    [InlineData("a\tb\r\nc\0", """a\tb\r\nc\u0000""")]
    [InlineData(" ", " ")]
    [InlineData("*%_", "*%_")]
    public void A_search_is_text_and_nothing_else(string search, string written)
    {
        var filter = FilterWriter.Write(new(search));
        Assert.Equal("""{"deleted":null,"or":{"name":{"contains":"#"},"externalId":{"contains":"#"}}}""".Replace("#", written,
            StringComparison.Ordinal), filter);
        Assert.Equal(search, Read(filter));
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("e\u0301")]
    [InlineData("\u2028\u202e\u200b\ufeff")]
    public void A_search_in_any_script_is_read_back_as_it_was(string search) => Assert.Equal(search, Read(FilterWriter.Write(new(search))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_search_is_none(string? search) => Assert.Equal("""{"deleted":null}""", FilterWriter.Write(new(search)));

    [Fact]
    public void Ids_are_asked_for_as_a_set()
    {
        Assert.Equal("""{"assetId":{"in":{"value":["0123456789abcdef0123456789abcdef"]}}}""", FilterWriter.WriteIds([Id]));
        Assert.Equal(
            """{"assetId":{"in":{"value":["0123456789abcdef0123456789abcdef","00000000000000000000000000000001"]}}}""",
            FilterWriter.WriteIds([Id, AssetId.Parse("00000000000000000000000000000001")]));
    }

    private static string? Read(string filter)
    {
        using var document = JsonDocument.Parse(filter);
        Assert.Equal(2, document.RootElement.EnumerateObject().Count());
        return document.RootElement.GetProperty("or").GetProperty("name").GetProperty("contains").GetString();
    }
}
