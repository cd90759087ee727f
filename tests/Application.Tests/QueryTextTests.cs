using System.Globalization;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.Assets;
using Enterprise.Domain.AccessLog;
using Xunit;

namespace Enterprise.Application.Tests;

/// <summary>A query's text asks for the same again, and says nothing that is so by default.</summary>
public sealed class QueryTextTests
{
    public static TheoryData<ListAssets.Query, string> Lists => new()
    {
        { new(), string.Empty },
        { new() { Search = string.Empty, Type = string.Empty, Sort = string.Empty, Page = 1, Size = 50 }, string.Empty },
        { new() { Search = "pump", Type = "core.basicarea", Parent = "0123456789abcdef0123456789abcdef", Sort = "name,desc", Shared = true,
        Page = 2, Size = 100 },
            "search=pump&type=core.basicarea&parent=0123456789abcdef0123456789abcdef&sort=name%2Cdesc&shared=true&page=2&size=100" },
        { new() { Search = "a&b=c d+e#%/?" }, "search=a%26b%3Dc%20d%2Be%23%25%2F%3F" },
        { new() { Search = "<script>\"'\\" }, "search=%3Cscript%3E%22%27%5C" },
        { new() { Search = "Öl İı 泵 😀" }, "search=%C3%96l%20%C4%B0%C4%B1%20%E6%B3%B5%20%F0%9F%98%80" },
        { new() { Search = "a\0b\r\nc" }, "search=a%00b%0D%0Ac" },
    };

    public static TheoryData<SearchAccessLog.Query, string> Searches => new()
    {
        { new(), string.Empty },
        { new()
        {
            User = "anna.meier@acme.example", Action = [AccessAction.ViewAsset, AccessAction.ListAssets, AccessAction.ViewAsset],
                Outcome = [AccessOutcome.Denied], From = new(2026, 1, 2), To = new(2026, 12, 31),
            Before = "1769852527000001.42", Size = 25,
        }, "user=anna.meier%40acme.example&action=ListAssets&action=ViewAsset&outcome=Denied&from=2026-01-02&to=2026-12-31&"
            + "before=1769852527000001.42&size=25" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_s_text_asks_for_the_same_again(ListAssets.Query query, string text)
    {
        Assert.Equal(text, query.ToQueryString());
        var parts = Parts(text);
        Assert.Equal(text, new ListAssets.Query
        {
            Search = parts.GetValueOrDefault("search"), Type = parts.GetValueOrDefault("type"), Parent = parts.GetValueOrDefault("parent"),
                Sort = parts.GetValueOrDefault("sort"),
            Shared = parts.GetValueOrDefault("shared") == "true", Page = Number(parts, "page", 1), Size = Number(parts, "size", 50),
        }.ToQueryString());
        Assert.Equal(query.Search ?? string.Empty, parts.GetValueOrDefault("search", string.Empty));
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_search_s_text_asks_for_the_same_again(SearchAccessLog.Query query, string text)
    {
        Assert.Equal(text, query.ToQueryString());
        var parts = Parts(text.Replace("&action=ViewAsset", string.Empty, StringComparison.Ordinal));
        Assert.Equal(query, new SearchAccessLog.Query
        {
            User = parts.GetValueOrDefault("user"),
            Action = parts.TryGetValue("action", out var action) ? [Enum.Parse<AccessAction>(action), AccessAction.ViewAsset] : [],
            Outcome = parts.TryGetValue("outcome", out var outcome) ? [Enum.Parse<AccessOutcome>(outcome)] : [],
            From = parts.TryGetValue("from", out var from) ? DateOnly.Parse(from, CultureInfo.InvariantCulture) : null,
            To = parts.TryGetValue("to", out var to) ? DateOnly.Parse(to, CultureInfo.InvariantCulture) : null,
            Before = parts.GetValueOrDefault("before"),
            Size = Number(parts, "size", 50),
        });
    }

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("tr-TR")]
    public void No_culture_changes_the_text(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal("from=2026-01-02&size=25", new SearchAccessLog.Query { From = new(2026, 1, 2), Size = 25 }.ToQueryString());
            Assert.Equal("page=1234", new ListAssets.Query { Page = 1234 }.ToQueryString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_asset_s_query_has_no_text_because_its_id_says_it_all() =>
        Assert.Equal(string.Empty, new ShowAsset.Query { Id = "0123456789abcdef0123456789abcdef" }.ToQueryString());

    private static Dictionary<string, string> Parts(string text) => text.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('='))
        .ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]), StringComparer.Ordinal);

    private static int Number(Dictionary<string, string> parts, string name, int otherwise) =>
        parts.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
