using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Control;

/// <summary>The control API. Each test has a Sandbox of its own.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        client = sandbox.CreateClient(new Uri(sandbox.Origin, "/sandbox/v1/"));
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "evil.example:{port}")]
    [InlineData("Host", "localhost:1")]
    [InlineData("Host", "acme-assets-sandbox.eu1.localhost:{port}")]
    [InlineData("Host", "gateway.eu1.localhost:{port}")]
    public async Task Other_sites_and_other_hosts_are_refused(string header, string value)
    {
        value = value.Replace("{port}", $"{sandbox.Options.Port}", StringComparison.Ordinal);
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Get, "faults"), (HttpMethod.Post, "faults"),
            (HttpMethod.Delete, "faults")])
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = method == HttpMethod.Post
                ? JsonContent.Create(new { kind = "html" }) : null };
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await client.SendAsync(request);
            Assert.True(
                (int)answer.StatusCode is 302 or 401 or 403 or 404,
                $"{(int)answer.StatusCode}");
        }

        Assert.Empty(sandbox.Faults.Active);
    }

    [Theory]
    [InlineData("Origin", "http://localhost:{port}")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("X-Nothing", "")]
    public async Task The_Sandboxs_own_pages_and_tools_are_not(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri("faults", UriKind.Relative)) { Content = JsonContent.Create(new { kind = "html" }) };
        request.Headers.TryAddWithoutValidation(header, value.Replace("{port}", $"{sandbox.Options.Port}", StringComparison.Ordinal));
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("none", HttpStatusCode.OK)]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    public async Task A_typed_address_can_be_read(string site, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("people", UriKind.Relative));
        request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_is_refused()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["kind"] = "html" });
        using var answer = await client.PostAsync(new Uri("faults", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task The_description_names_exactly_the_routes_that_exist()
    {
        var description = await client.GetFromJsonAsync<JsonObject>(new Uri("openapi.json", UriKind.Relative));
        var described = description!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} /sandbox/v1{path.Key}"));
        var mapped = sandbox.Routes.Where(route => route.RoutePattern.RawText!.StartsWith("/sandbox/", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>().Single().HttpMethods
                .Select(method => $"{method} {route.RoutePattern.RawText!.Replace(":int", "", StringComparison.Ordinal)}"));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        Assert.Equal("3.1.0", (string)description["openapi"]!);
    }

    [Fact]
    public async Task Answers_have_exactly_the_members_that_the_description_names()
    {
        sandbox.Inject("html");
        var schemas = (await client.GetFromJsonAsync<JsonObject>(new Uri("openapi.json", UriKind.Relative)))!["components"]![
            "schemas"]!.AsObject();
        foreach (var (path, schema) in ((string, string)[])[("people", "Person"), ("token-kinds", "TokenKind"), ("keys", "Keys"),
            ("tenants", "Tenant"), ("fault-kinds", "FaultKind"), ("faults", "Fault")])
        {
            var items = (await client.GetFromJsonAsync<JsonArray>(new Uri(path, UriKind.Relative)))!;
            var expected = schemas[schema]!["properties"]!.AsObject().Select(member => member.Key).ToList();
            Assert.NotEmpty(items);
            Assert.All(items, item => Assert.Equal(expected.Order(StringComparer.Ordinal), item!.AsObject().Select(member => member.Key)
                .Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task A_token_is_issued_for_any_person_kind_and_lifetime()
    {
        var genuine = await PostAsync("tokens", new { person = "anna.meier@acme.example", lifetimeSeconds = 20 });
        var claims = Payload((string)genuine["token"]!);
        Assert.Equal(20, (long)claims["exp"]! - (long)claims["iat"]!);
        using var api = sandbox.CreateClient();
        using var answer = await api.SendAsync(new HttpRequestMessage(HttpMethod.Get,
            "/api/tenantmanagement/v4/tenantInfo") { Headers = { { "Authorization", ((string)genuine["header"]!).Split(": ")[1] } } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var hostile = await PostAsync("tokens", new { person = People.Erik.UserId, kind = "alg-es256" });
        Assert.NotEqual("accepted", (string)hostile["expected"]!);
        foreach (var body in (object[])[new { person = "nobody" }, new { person = "anna.meier@acme.example", kind = "x" },
            new { person = "anna.meier@acme.example", lifetimeSeconds = 19 },
            new { person = "anna.meier@acme.example", kind = "alg-es256", lifetimeSeconds = 20 }, new { unknown = 1 }])
        {
            await AssertRefusedAsync("tokens", body);
        }
    }

    [Fact]
    public async Task The_lifetime_of_new_tokens_goes_down_to_20_seconds()
    {
        Assert.Equal(1800, (int)(await client.GetFromJsonAsync<JsonObject>(new Uri("token-lifetime", UriKind.Relative)))!["seconds"]!);
        using var set = await client.PutAsJsonAsync(new Uri("token-lifetime", UriKind.Relative), new { seconds = 20 });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var claims = Payload(sandbox.TokenOf(People.Anna));
        Assert.Equal(20, (long)claims["exp"]! - (long)claims["iat"]!);
        using var refused = await client.PutAsJsonAsync(new Uri("token-lifetime", UriKind.Relative), new { seconds = 19 });
        Assert.Equal((HttpStatusCode.BadRequest, TimeSpan.FromSeconds(20)), (refused.StatusCode, sandbox.TokenLifetime.Current));
    }

    [Fact]
    public async Task Keys_rotate_and_identity_fails()
    {
        await PostAsync("keys/first/rotate", new { });
        await PostAsync("keys/first/withdraw", new { });
        Assert.Equal(["key-id-3"], sandbox.Identity.KeyIds(Generation.First));
        using var set = await client.PutAsJsonAsync(new Uri("keys/second", UriKind.Relative),
            new { publishes = "broken", answers = "down" });
        var state = (await set.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(("second", "broken", "down"), ((string)state["generation"]!, (string)state["publishes"]!, (string)state["answers"]!));
        Assert.Equal((KeySet.Broken, IdentityState.Down), (sandbox.Identity.KeySetOf(Generation.Second),
            sandbox.Identity.StateOf(Generation.Second)));
        foreach (var (path, body) in ((string, object)[])[("keys/third", new { }), ("keys/first", new { publishes = "7" }),
            ("keys/first", new { answers = "x" }), ("keys/first", new { other = 1 })])
        {
            using var refused = await client.PutAsJsonAsync(new Uri(path, UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Theory]
    [InlineData("krypton", "second", HttpStatusCode.OK)]
    [InlineData("acme", "second", HttpStatusCode.Conflict)]
    [InlineData("xenon", "first", HttpStatusCode.Conflict)]
    [InlineData("krypton", "third", HttpStatusCode.BadRequest)]
    [InlineData("nobody", "second", HttpStatusCode.NotFound)]
    public async Task A_movable_tenant_moves(string tenant, string generation, HttpStatusCode expected)
    {
        using var answer = await client.PutAsJsonAsync(new Uri($"tenants/{tenant}", UriKind.Relative), new { generation });
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? Generation.Second : Generation.First, sandbox.Moves.Of("krypton"));
    }

    [Fact]
    public async Task Faults_come_and_go()
    {
        var added = await PostAsync("faults", new { kind = "slow", path = "/api/x", tenant = "acme", every = 3, seconds = 60.5,
            delaySeconds = 1.5 });
        var rule = Assert.Single(sandbox.Faults.Active).Rule;
        Assert.Equal(("/api/x", "acme", 3, TimeSpan.FromSeconds(60.5), TimeSpan.FromSeconds(1.5)),
            (rule.Path, rule.Tenant, rule.Every, rule.Duration, rule.Delay));
        using var removed = await client.DeleteAsync(new Uri($"faults/{added["id"]}", UriKind.Relative));
        using var again = await client.DeleteAsync(new Uri($"faults/{added["id"]}", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        await PostAsync("faults", new { kind = "html" });
        await PostAsync("faults", new { kind = "html" });
        using var cleared = await client.DeleteAsync(new Uri("faults", UriKind.Relative));
        Assert.Empty(sandbox.Faults.Active);
        foreach (var body in (object[])[new { kind = "x" }, new { }, new { kind = "html", every = 0 }, new { kind = "html", seconds = -1 },
            new { kind = "html", evry = 1 }, new { kind = 5 }])
        {
            await AssertRefusedAsync("faults", body);
        }
    }

    private async Task<JsonObject> PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task AssertRefusedAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!);
    }

    private static JsonNode Payload(string token) =>
        JsonNode.Parse(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(token.Split('.')[1]))!;
}
