using System.Net;
using System.Text;
using Enterprise.Endurance.Hostile;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Enterprise.Web.Tests.Assets;

/// <summary>
/// Answers of the platform whose bytes, text or numbers are wrong: refused where they cannot be read, shown as well as they can be where
/// they can.
/// </summary>
public sealed class DamagedAnswerTests : World
{
    private const string DetailPage = "/assets/00000000000000000000000000000001";

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_damaged_encoding_is_a_failed_answer_of_the_platform(string encoding)
    {
        var whole = Encodings.Compress(encoding, Encoding.UTF8.GetBytes(OneAssetList));
        foreach (var body in Encodings.Places.Select(place => Encodings.Damage(whole, place)).Append(whole[..(whole.Length / 2)]))
        {
            Platform.Assets = http => Document.SendAsync(http, body, "application/hal+json", encoding);
            await AssertFailedAsync();
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task An_answer_without_an_end_is_refused_while_it_is_inflated(string encoding)
    {
        // Hardly compressed, so that what waits in buffers on the way is not much more when inflated.
        var (sent, alphabet) = (0, "0123456789abcdef"u8.ToArray());
        Platform.Assets = async http =>
        {
            http.Response.ContentType = "application/hal+json";
            http.Response.Headers.ContentEncoding = encoding;
            await using var endless = Encodings.Stream(encoding, http.Response.Body);
            for (; !http.RequestAborted.IsCancellationRequested; sent++)
            {
                await endless.WriteAsync(Random.Shared.GetItems(alphabet, 1024 * 1024), http.RequestAborted);
            }
        };

        Assert.Equal("platform_down", await AssertFailedAsync());
        Assert.InRange(sent, 16, 64); // MiB; the limit is 16.
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\uDBFF")]
    [InlineData("\\udc00")]
    [InlineData("\\udfff")]
    [InlineData("\\ud800", "\\ud800")]
    [InlineData("\\udc00", "\\ud83d\\ude00", "\\\\")]
    public async Task A_lone_surrogate_reads_as_the_replacement_character(params string[] parts)
    {
        var name = $"Pump {string.Concat(parts)} 7";
        var (json, page) = await ShownAsync(name);

        var shown = name.Replace("\\ud83d\\ude00", "😀", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        shown = System.Text.RegularExpressions.Regex.Replace(shown, @"\\u[dD][89a-fA-F]..", "\uFFFD");
        Assert.Equal((shown, true), (json, page.Contains(shown, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_not_UTF_8_reads_as_the_replacement_character()
    {
        var (json, page) = await ShownAsync("Pump \u00ff 7", Encoding.Latin1);

        Assert.Equal("Pump \uFFFD 7", json);
        Assert.Contains("<bdi>Pump \uFFFD 7</bdi>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lone_surrogate_in_the_name_of_a_member_is_passed_over()
    {
        Platform.Assets = http => PlatformDouble.Answer(200, OneAssetList.Replace("\"unknown\"", "\"\\ud800\"", StringComparison.Ordinal))(
            http);
        using var client = User();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task NUL_and_bidirectional_characters_are_text()
    {
        var (json, page) = await ShownAsync("Pump \\u0000\\u202E 7");

        Assert.Equal("Pump \0\u202E 7", json);
        Assert.Contains("<bdi>Pump \0\u202E 7</bdi>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"NaN\"", "11.0")]
    [InlineData("\"49.5\"", "11.0")]
    [InlineData("1e400", "11.0")]
    [InlineData("-1e400", "11.0")]
    [InlineData("90.0001", "11.0")]
    [InlineData("-90.0001", "11.0")]
    [InlineData("49.5", "180.0001")]
    [InlineData("49.5", "-180.0001")]
    [InlineData("49.5", "\"Infinity\"")]
    [InlineData("49.5", "null")]
    [InlineData("[]", "{}")]
    public async Task A_position_out_of_range_is_left_out_of_the_page_and_of_the_JSON(string latitude, string longitude)
    {
        ServeDetail(OneAsset.Replace("\"location\":null", $$"""
            "location":{"country":"Germany","latitude":{{latitude}},"longitude":{{longitude}}}
            """, StringComparison.Ordinal));
        using var json = User();
        using var browser = User("text/html");
        var asset = (await JsonAsync(await json.GetAsync(new Uri(DetailPage, UriKind.Relative)))).GetProperty("asset");
        var page = await browser.GetStringAsync(new Uri(DetailPage, UriKind.Relative));

        Assert.Equal("Germany", asset.GetProperty("locationCountry").GetString());
        Assert.False(asset.TryGetProperty("locationLatitude", out _) || asset.TryGetProperty("locationLongitude", out _));
        Assert.DoesNotContain("<dt>Coordinates</dt>", page, StringComparison.Ordinal);
        Assert.All(LogRows().Take(2), entry => Assert.Equal("Granted", entry.Outcome));
    }

    [Theory]
    [InlineData("90", "180")]
    [InlineData("-90", "-180")]
    public async Task A_position_at_the_edge_is_one(string latitude, string longitude)
    {
        ServeDetail(OneAsset.Replace("\"location\":null", $$"""
            "location":{"latitude":{{latitude}},"longitude":{{longitude}}}
            """, StringComparison.Ordinal));
        using var client = User();
        var asset = (await JsonAsync(await client.GetAsync(new Uri(DetailPage, UriKind.Relative)))).GetProperty("asset");

        Assert.Equal((latitude, longitude),
            (asset.GetProperty("locationLatitude").GetRawText(), asset.GetProperty("locationLongitude").GetRawText()));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    public async Task A_count_that_cannot_be_is_refused(string total)
    {
        Platform.Assets = PlatformDouble.Answer(200,
            OneAssetList.Replace("\"totalElements\":1", $"\"totalElements\":{total}", StringComparison.Ordinal));

        Assert.Equal("platform_invalid_response", await AssertFailedAsync());
    }

    [Fact]
    public async Task The_same_asset_twice_in_one_page_is_listed_once()
    {
        var hall = OneAsset.Replace(Id(1), Id(9), StringComparison.Ordinal).Replace("Pump 7", "Hall", StringComparison.Ordinal);
        Platform.Assets = http => PlatformDouble.Answer(200, OneAssetList.Replace(
            OneAsset, http.Request.QueryString.Value!.Contains("assetId", StringComparison.Ordinal) ? $"{hall},{hall}"
            : $"{OneAsset},{OneAsset}", StringComparison.Ordinal))(http);
        using var client = User();
        var list = await JsonAsync(await client.GetAsync(new Uri("/", UriKind.Relative)));

        var row = Assert.Single(list.GetProperty("_embedded").GetProperty("assets").EnumerateArray());
        Assert.Equal(("Pump 7", "Hall"), (row.GetProperty("name").GetString(), row.GetProperty("parentName").GetString()));
        Assert.Equal(1, LogRows()[0].Items);
    }

    private async Task<string> AssertFailedAsync()
    {
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        var entry = LogRows()[0];

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal((answer.Headers.GetValues("X-Request-Id").Single(), "ListAssets", "Failed"),
            (entry.RequestId, entry.Action, entry.Outcome));
        Assert.Contains(entry.Reason, new[] { "platform_invalid_response", "platform_down" });
        return entry.Reason!;
    }

    /// <summary>The name as JSON and as the page of the list.</summary>
    private async Task<(string? Json, string Page)> ShownAsync(string name, Encoding? encoding = null)
    {
        var body = (encoding ?? Encoding.UTF8).GetBytes(OneAssetList.Replace("Pump 7", name, StringComparison.Ordinal));
        Platform.Assets = http => Document.SendAsync(http, body, "application/hal+json");
        using var json = User();
        using var browser = User("text/html");
        var list = await JsonAsync(await json.GetAsync(new Uri("/", UriKind.Relative)));
        var page = await browser.GetStringAsync(new Uri("/", UriKind.Relative));
        return (Assert.Single(list.GetProperty("_embedded").GetProperty("assets").EnumerateArray()).GetProperty("name").GetString(),
            WebUtility.HtmlDecode(page));
    }

    private void ServeDetail(string asset) => Platform.Assets = http =>
        PlatformDouble.Answer(200, http.Request.Path.Value!.EndsWith(Id(1), StringComparison.Ordinal)
        ? asset : """{"page":{"totalElements":0}}""")(http);
}
