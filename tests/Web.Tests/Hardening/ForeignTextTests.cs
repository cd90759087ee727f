using System.Text.Json;
using System.Text.RegularExpressions;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>S19: names that others chose are shown as text, wherever they stand.</summary>
public sealed partial class ForeignTextTests : World
{
    private const string Hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'&\u202e{{7*7}}";

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/00000000000000000000000000000001")]
    public async Task What_assets_are_called_is_text(string path)
    {
        var name = JsonSerializer.Serialize(Hostile);
        var asset = OneAsset.Replace("\"Pump 7\"", name, StringComparison.Ordinal)
            .Replace("\"location\":null", $$"""
                "location":{"country":{{name}},"locality":{{name}},"streetAddress":{{name}}},"description":{{name}},"externalId":{{name}},
                "subTenant":{{name}},"timezone":{{name}},
                "hierarchyPath":[{"assetId":"00000000000000000000000000000009","name":{{name}}}],
                "variables":[{"name":{{name}},"value":{{name}}}]
                """, StringComparison.Ordinal)
            .Replace("\"performance\"", name, StringComparison.Ordinal)
            .Replace("\"LATER\"", name, StringComparison.Ordinal);
        Platform.Assets = http => PlatformDouble.Answer(200, http.Request.Path.Value!.EndsWith(Id(1), StringComparison.Ordinal) ? asset
            : http.Request.Path.Value.EndsWith("/aspects", StringComparison.Ordinal)
                ? $$$"""
                {"_embedded":{"aspects":[{"name":{{{name}}},"category":{{{name}}},"aspectTypeId":{{{name}}},"description":{{{name}}},
                "variables":[{"name":{{{name}}},"dataType":{{{name}}},"unit":{{{name}}},"defaultValue":{{{name}}}}]}]},
                "page":{"totalElements":1}}
                """
            : $$$"""{"_embedded":{"assets":[{{{asset}}}]},"page":{"totalElements":1}}""")(http);
        using var client = User("text/html");

        AssertText(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    [Fact]
    public async Task What_people_search_for_and_what_they_and_their_browsers_are_called_is_text()
    {
        using var user = App.ClientWith(TokenOf("acme", "assets.user", Hostile), "text/html");
        user.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Hostile.Replace("\u202e", string.Empty, StringComparison.Ordinal));
        AssertText(await user.GetStringAsync(new Uri($"/?search={Uri.EscapeDataString(Hostile)}", UriKind.Relative)));
        using var auditor = Auditor(accept: "text/html");

        AssertText(await auditor.GetStringAsync(new Uri("/access-log", UriKind.Relative)));
    }

    private static void AssertText(string page)
    {
        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", page, StringComparison.OrdinalIgnoreCase);
        AssertTurnsNoNeighbour(page);
    }

    /// <summary>
    /// A name with a sign that turns what follows stands in an element with a direction of its own, or in none that shows a direction.
    /// </summary>
    private static void AssertTurnsNoNeighbour(string page)
    {
        var turned = TextNode().Matches(page).Where(node => node.Groups["text"].Value.Contains("{{7*7}}", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(turned);
        Assert.All(turned, node => Assert.Matches("^<(bdi|title)[ >]", node.Groups["in"].Value));
    }

    /// <summary>The tag before a piece of text; no attribute has a bracket in it, because both are encoded.</summary>
    [GeneratedRegex("(?<in><[^<>]*>)(?<text>[^<>]+)")]
    private static partial Regex TextNode();
}
