using System.Net;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Faults;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Faults;

/// <summary>What each kind of fault does to a client. Each test has a Sandbox of its own.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string List = "/api/assetmanagement/v3/assets?size=5";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxHost.StartAsync(configure: options => options with { Clock = clock });

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Theory]
    [InlineData("too-many-requests", 429)]
    [InlineData("too-many-requests-retry-after", 429)]
    [InlineData("server-error", 500)]
    [InlineData("bad-gateway", 502)]
    [InlineData("unavailable", 503)]
    [InlineData("gateway-timeout", 504)]
    [InlineData("error-array", 500)]
    public async Task Errors_have_their_status(string kind, int status)
    {
        using var fault = sandbox.Inject(kind);
        using var client = sandbox.Api(People.Erik);
        using var answer = await client.GetAsync(new Uri(List, UriKind.Relative));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(kind == "too-many-requests-retry-after" ? "2" : null, answer.Headers.RetryAfter?.ToString());
        Assert.Equal(kind == "error-array", (await answer.Content.ReadAsStringAsync()).StartsWith('['));
        Assert.Equal(1, fault.Hits);
    }

    [Fact]
    public async Task Truncated_JSON_ends_in_the_middle()
    {
        var body = await BodyOf("truncated-json");
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(body));
    }

    [Fact]
    public async Task HTML_comes_with_200()
    {
        using var fault = sandbox.Inject("html");
        using var client = sandbox.Api(People.Erik);
        using var answer = await client.GetAsync(new Uri(List, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task The_content_type_is_wrong_and_the_body_right()
    {
        using var client = sandbox.Api(People.Erik);
        var right = await client.GetStringAsync(new Uri(List, UriKind.Relative));
        using var fault = sandbox.Inject("wrong-content-type");
        using var answer = await client.GetAsync(new Uri(List, UriKind.Relative));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(right, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Pages_in_the_middle_are_empty()
    {
        foreach (var (page, isThere) in ((int, bool)[])[(0, true), (1, false), (3, false), (4, true), (5, false)])
        {
            var body = JsonNode.Parse(await BodyOf("missing-page", $"{List}&page={page}"))!;
            Assert.Equal((isThere, 25), (body["_embedded"] is not null, (int)body["page"]!["totalElements"]!));
        }
    }

    [Fact]
    public async Task Embedded_is_empty() => Assert.Equal("{}",
        JsonNode.Parse(await BodyOf("empty-embedded"))!["_embedded"]!.ToJsonString());

    [Fact]
    public async Task An_asset_occurs_twice()
    {
        var assets = JsonNode.Parse(await BodyOf("duplicate-assets"))!["_embedded"]!["assets"]!.AsArray();
        Assert.Equal((5, 4), (assets.Count, assets.Select(asset => (string)asset!["assetId"]!).Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public async Task The_body_is_huge()
    {
        using var fault = sandbox.Inject("huge-body");
        using var client = sandbox.Api(People.Erik);
        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, List), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, size) = (new byte[1 << 20], 0L);
        for (var read = 1; read > 0; size += read)
        {
            read = await body.ReadAsync(buffer);
        }

        Assert.InRange(size, 64 << 20, 65 << 20);
    }

    [Fact]
    public async Task A_redirect_leads_to_another_origin_that_counts()
    {
        using var fault = sandbox.Inject("redirect");
        using var client = sandbox.Api(People.Erik);
        using var answer = await client.GetAsync(new Uri(List, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.NotEqual(sandbox.Origin.Host, answer.Headers.Location!.Host);
        Assert.Equal(0, sandbox.Faults.ForeignRequests);
        await client.GetStringAsync(answer.Headers.Location);
        Assert.Equal(1, sandbox.Faults.ForeignRequests);
    }

    [Theory]
    [InlineData("reset", List)]
    [InlineData("bar-down", "/osbar/v4/js/main.min.js")]
    public async Task The_connection_is_closed(string kind, string path)
    {
        using var fault = sandbox.Inject(kind);
        using var client = sandbox.Api(People.Erik);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(path, UriKind.Relative)));
    }

    [Fact]
    public async Task A_hanging_request_is_released_when_the_fault_ends()
    {
        var fault = sandbox.Inject("hang");
        using var client = sandbox.Api(People.Erik);
        var request = client.GetAsync(new Uri(List, UriKind.Relative));
        await WaitForHit(fault);
        Assert.False(request.IsCompleted);
        fault.Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => request);
    }

    [Fact]
    public async Task A_slow_answer_comes_after_its_delay_and_is_right()
    {
        using var fault = sandbox.Inject("slow");
        using var client = sandbox.Api(People.Erik);
        var request = client.GetStringAsync(new Uri(List, UriKind.Relative));
        await WaitForHit(fault);
        while (!request.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(25, (int)JsonNode.Parse(await request)!["page"]!["totalElements"]!);
    }

    [Fact]
    public async Task Identity_is_down_for_keys_and_tokens()
    {
        using var fault = sandbox.Inject("identity-down");
        foreach (var path in (string[])["/token_keys", "/acme.piam/token_keys", "/1000004711.sws/token_keys"])
        {
            Assert.Equal(503, await StatusAsync(path));
        }
    }

    [Fact]
    public async Task A_fault_is_for_its_path_and_its_tenant()
    {
        using var fault = sandbox.Inject("server-error", "/api/assetmanagement/v3/assets", "borealis");
        Assert.Equal(500, await StatusAsync(List));
        Assert.Equal(200, await StatusAsync("/api/assetmanagement/v3/assets/root"));
        Assert.Equal(200, await StatusAsync("/api/assetmanagement/v3/assettypes"));
        Assert.Equal(200, await StatusAsync(List, People.Anna));
        using var below = sandbox.Inject("bad-gateway", "/api/assetmanagement/v3/assets/*|/api/tenantmanagement/*");
        Assert.Equal(502, await StatusAsync("/api/assetmanagement/v3/assets/root"));
        Assert.Equal(502, await StatusAsync("/api/tenantmanagement/v4/tenantInfo"));
        Assert.Equal(500, await StatusAsync(List));
    }

    [Fact]
    public async Task Every_third_request_fails_and_all_end_in_time()
    {
        sandbox.Faults.Add(new FaultRule("unavailable") { Every = 3, Duration = TimeSpan.FromSeconds(30) });
        var statuses = new List<int>();
        for (var request = 0; request < 6; request++)
        {
            statuses.Add(await StatusAsync(List));
        }

        Assert.Equal([200, 200, 503, 200, 200, 503], statuses);
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Empty(sandbox.Faults.Active);
        for (var request = 0; request < 3; request++)
        {
            Assert.Equal(200, await StatusAsync(List));
        }
    }

    [Fact]
    public async Task The_Sandboxs_own_pages_never_fail()
    {
        using var fault = sandbox.Inject("server-error", "*");
        foreach (var path in (string[])["/", "/faults", "/sandbox/v1/faults", "/identity"])
        {
            Assert.Equal(200, await StatusAsync(path));
        }
    }

    [Fact]
    public async Task It_holds_at_an_applications_host_too()
    {
        using var client = await sandbox.SignInAsync(People.Erik);
        using var fault = sandbox.Inject("bad-gateway", tenant: "borealis");
        using var answer = await client.GetAsync(new Uri(List, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Theory]
    [InlineData("explode", 1)]
    [InlineData("slow", 0)]
    public void Nonsense_is_refused(string kind, int every) =>
        Assert.Throws<ArgumentException>(() => sandbox.Faults.Add(new FaultRule(kind) { Every = every }));

    private static async Task WaitForHit(InjectedFault fault)
    {
        while (fault.Hits == 0)
        {
            await Task.Yield();
        }
    }

    private async Task<string> BodyOf(string kind, string path = List)
    {
        using var fault = sandbox.Inject(kind);
        using var client = sandbox.Api(People.Erik);
        var body = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(1, fault.Hits);
        return body;
    }

    private async Task<int> StatusAsync(string path, Person? person = null)
    {
        using var client = sandbox.Api(person ?? People.Erik);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }
}
