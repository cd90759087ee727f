using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Assets;

/// <summary>What one asset's page says about fields that come in several forms.</summary>
public sealed class DetailTests : World
{
    [Theory]
    [InlineData("49.5897", "11.012", "49.5897° north, 11.012° east")]
    [InlineData("-26.3045", "-48.8487", "26.3045° south, 48.8487° west")]
    [InlineData("0", "0", "0° north, 0° east")]
    public async Task A_position_is_said_with_its_hemispheres(string latitude, string longitude, string words) =>
        Assert.Contains(
            $"<dt>Coordinates</dt><dd>{words}</dd>",
            await Detail($$"""{"country":"Brazil","latitude":{{latitude}},"longitude":{{longitude}}}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("null", "No location available.")]
    [InlineData("""{"latitude":1.5}""", "No location available.")]
    [InlineData("""{"country":"Brazil","longitude":1.5}""", "<dt>Address</dt><dd><bdi>Brazil</bdi></dd>")]
    public async Task Half_a_position_is_none(string location, string words)
    {
        var page = await Detail(location);

        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>Coordinates</dt>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_the_ancestors_stands_a_mark_and_none_after_the_last()
    {
        var page = await Detail("null", $$"""[{"assetId":"{{Id(8)}}","name":"acme"},{"assetId":"{{Id(9)}}","name":"Hall"}]""");
        var path = page[page.IndexOf("<nav class=\"path\"", StringComparison.Ordinal)..page.IndexOf("<h1>", StringComparison.Ordinal)];

        Assert.EndsWith("<bdi>Hall</bdi></a></nav>", string.Concat(path.Where(character => !char.IsWhiteSpace(character))),
            StringComparison.Ordinal);
    }

    private async Task<string> Detail(string location, string path = "[]")
    {
        var asset = OneAsset.Replace("\"location\":null", $"\"location\":{location},\"hierarchyPath\":{path}", StringComparison.Ordinal);
        Platform.Assets = http => http.Request.Path.Value!.EndsWith(Id(1), StringComparison.Ordinal)
            ? PlatformDouble.Answer(200, asset)(http)
            : PlatformDouble.Answer(200, """{"page":{"size":25,"totalElements":0,"totalPages":0,"number":0}}""")(http);
        using var client = User("text/html");
        return WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"/assets/{Id(1)}", UriKind.Relative)));
    }
}
