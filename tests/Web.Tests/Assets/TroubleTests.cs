using System.Net;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Enterprise.Web.Tests.Assets;

/// <summary>
/// A platform that refuses, stumbles, lies or sleeps: the page says which, shows nothing else, and the attempt is recorded.
/// </summary>
public sealed class TroubleTests : World
{
    private const string Canary = "canary-7f3c";

    public static TheoryData<string, int, string, string> Troubles => new()
    {
        { "401", 401, "platform_token_refused", "Denied" },
        { "403", 403, "platform_right_missing", "Denied" },
        { "403 without body", 403, "platform_right_missing", "Denied" },
        { "429", 503, "platform_busy", "Failed" },
        { "500", 502, "platform_down", "Failed" },
        { "503", 502, "platform_down", "Failed" },
        { "302", 502, "platform_invalid_response", "Failed" },
        { "400", 502, "platform_invalid_response", "Failed" },
        { "html", 502, "platform_invalid_response", "Failed" },
        { "broken json", 502, "platform_invalid_response", "Failed" },
        { "deep json", 502, "platform_invalid_response", "Failed" },
        { "33 levels deep", 502, "platform_invalid_response", "Failed" },
        { "no count", 502, "platform_invalid_response", "Failed" },
        { "asset without id", 502, "platform_invalid_response", "Failed" },
        { "asset without name", 502, "platform_invalid_response", "Failed" },
        { "asset without type", 502, "platform_invalid_response", "Failed" },
        { "asset without tenant", 502, "platform_invalid_response", "Failed" },
        { "cut off", 502, "platform_down", "Failed" },
        { "17 MiB", 502, "platform_down", "Failed" },
        { "10,001 assets", 502, "platform_invalid_response", "Failed" },
        { "10,001 items somewhere", 502, "platform_invalid_response", "Failed" },
        { "gzip bomb", 502, "platform_down", "Failed" },
        { "json by another name", 502, "platform_invalid_response", "Failed" },
        { "sleep", 504, "platform_slow", "Failed" },
        { "slow body", 504, "platform_slow", "Failed" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task The_page_says_what_is_the_matter_and_nothing_else(string trouble, int status, string code, string outcome)
    {
        Platform.Assets = Make(trouble);
        using var client = User("text/html");

        var begun = TimeProvider.System.GetTimestamp();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 9);
        Assert.Equal(status, (int)answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains($"<code>{code}</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, page, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page, StringComparison.Ordinal);
        var entry = LogRows()[0];
        Assert.Equal(("acme", "ListAssets", outcome, code), (entry.Tenant, entry.Action, entry.Outcome, entry.Reason));
        Assert.Contains(entry.RequestId, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_is_gone_is_said_to_be_gone()
    {
        using var client = User("text/html");
        await Platform.StopAsync();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("platform_down", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_link_not_used()
    {
        Platform.Assets = http =>
        {
            http.Response.Redirect(new Uri(Platform.Origin, "/elsewhere").AbsoluteUri);
            return Task.CompletedTask;
        };
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.DoesNotContain(Platform.Seen, seen => seen.Path.StartsWith("/elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parents_that_cannot_be_named_leave_the_list_standing()
    {
        Platform.Assets = http => http.Request.QueryString.Value!.Contains("assetId", StringComparison.Ordinal)
            ? PlatformDouble.Answer(403, "{}")(http)
            : PlatformDouble.Answer(200, OneAssetList)(http);
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Granted", LogRows()[0].Outcome);
    }

    [Fact]
    public async Task A_detail_whose_aspects_are_refused_says_so_and_shows_the_rest()
    {
        Platform.Assets = http => http.Request.Path.Value!.EndsWith("/aspects", StringComparison.Ordinal)
            ? PlatformDouble.Answer(403, "{}")(http)
            : http.Request.Path.Value.EndsWith(Id(1), StringComparison.Ordinal) ? PlatformDouble.Answer(200, OneAsset)(http)
            : PlatformDouble.Answer(200, """{"page":{"size":25,"totalElements":0,"totalPages":0,"number":0}}""")(http);
        using var client = User("text/html");
        var page = await client.GetStringAsync(new Uri($"/assets/{Id(1)}", UriKind.Relative));

        Assert.Contains("Aspects could not be loaded from the platform (<code>platform_right_missing</code>)", page,
            StringComparison.Ordinal);
        Assert.Contains("Pump 7", page, StringComparison.Ordinal);
        Assert.Equal(("ViewAsset", "Granted", "Pump 7"), (LogRows()[0].Action, LogRows()[0].Outcome, LogRows()[0].Name));
    }

    [Fact]
    public async Task Another_asset_than_the_one_asked_for_is_never_shown()
    {
        Platform.Assets = PlatformDouble.Answer(200, OneAsset);
        using var client = User();
        using var answer = await client.GetAsync(new Uri($"/assets/{Id(2)}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.DoesNotContain("Pump 7", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static RequestDelegate Make(string trouble) => trouble switch
    {
        "401" => PlatformDouble.Answer(401, $$"""{"error":"invalid_token","error_description":"{{Canary}}"}"""),
        "403" => PlatformDouble.Answer(403, $$"""[{"errors":[{"code":"x","message":"{{Canary}}"}]}]"""),
        "403 without body" => PlatformDouble.Answer(403, string.Empty),
        "429" => PlatformDouble.Answer(429, Canary, "text/plain"),
        "500" => PlatformDouble.Answer(500, Canary),
        "503" => PlatformDouble.Answer(503, Canary),
        "302" => PlatformDouble.Answer(302, Canary),
        "400" => PlatformDouble.Answer(400, Canary),
        "html" => PlatformDouble.Answer(200, $"<html>{Canary}</html>", "text/html"),
        "broken json" => PlatformDouble.Answer(200, "{\"_embedded\":{\"assets\":[{\"name\":\"" + Canary),
        "deep json" => PlatformDouble.Answer(200, "{\"unknown\":" + new string('[', 500) + new string(']', 500) + "}"),
        "33 levels deep" => PlatformDouble.Answer(200, "{\"unknown\":" + new string('[', 32) + new string(']', 32)
        + ",\"page\":{\"totalElements\":0}}"),
        "no count" => PlatformDouble.Answer(200, "{\"_embedded\":{\"assets\":[" + OneAsset + "]}}"),
        "asset without id" => PlatformDouble.Answer(200,
        OneAssetList.Replace("00000000000000000000000000000001", "../" + Canary, StringComparison.Ordinal)),
        "asset without name" =>
        PlatformDouble.Answer(200, OneAssetList.Replace("\"name\":\"Pump 7\"", "\"name\":\"\"", StringComparison.Ordinal)),
        "asset without type" =>
        PlatformDouble.Answer(200, OneAssetList.Replace("\"typeId\":\"acme.pump\"", "\"typeId\":\"pump\"", StringComparison.Ordinal)),
        "asset without tenant" =>
        PlatformDouble.Answer(200, OneAssetList.Replace("\"tenantId\":\"acme\"", "\"tenantId\":null", StringComparison.Ordinal)),
        "cut off" => async http =>
        {
            http.Response.ContentType = "application/hal+json";
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync(Canary);
            await http.Response.Body.FlushAsync();
            http.Abort();
        },
        "17 MiB" => PlatformDouble.Answer(200, new string(' ', 17 * 1024 * 1024) + "{}"),
        "10,001 assets" => PlatformDouble.Answer(200, "{\"_embedded\":{\"assets\":["
        + string.Join(',', Enumerable.Repeat(OneAsset, 10_001)) + "]},\"page\":{\"totalElements\":1}}"),
        "10,001 items somewhere" => PlatformDouble.Answer(
        200, "{\"unknown\":[{\"x\":[" + string.Join(',', Enumerable.Repeat("[]", 10_001)) + "]}],\"page\":{\"totalElements\":1}}"),
        "gzip bomb" => async http =>
        {
            http.Response.ContentType = "application/hal+json";
            http.Response.Headers.ContentEncoding = "gzip";
            await using var small = new System.IO.Compression.GZipStream(
                http.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            var spaces = new byte[1024 * 1024];
            for (var mebibyte = 0; mebibyte < 1024; mebibyte++)
            {
                await small.WriteAsync(spaces, http.RequestAborted);
            }
        },
        "json by another name" => PlatformDouble.Answer(200, OneAssetList, "text/json-ish"),
        "sleep" => http => Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted),
        "slow body" => async http =>
        {
            http.Response.ContentType = "application/hal+json";
            await http.Response.WriteAsync("{\"_embedded\":");
            await http.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
        },
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, null),
    };
}
