using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>S14, S17, S18, S29: what every answer tells a browser, and what it tells nobody.</summary>
public sealed class HeaderTests : World
{
    [Theory]
    [InlineData("/", "assets.user", 200)]
    [InlineData("/", null, 401)]
    [InlineData("/access-log", "assets.user", 403)]
    [InlineData("/nowhere", "assets.user", 404)]
    [InlineData("/?page=0", "assets.user", 400)]
    [InlineData("/health", null, 200)]
    [InlineData("/app-info.json", "assets.user", 200)]
    [InlineData("/css/app.css", null, 200)]
    [InlineData("/js/bar.js?v=1", null, 200)]
    public async Task Every_answer_carries_the_security_headers_and_tells_nothing_of_the_server(string path, string? scope, int status)
    {
        foreach (var accept in new[] { "text/html", "application/json", "text/plain" })
        {
            using var client = App.ClientWith(scope is null ? null : TokenOf("acme", scope), accept);
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

            Assert.Equal(status, (int)answer.StatusCode);
            AssertSecurityHeaders(answer);
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    public async Task A_refused_method_has_the_security_headers_and_TRACE_echoes_nothing(string method)
    {
        using var client = User();
        client.DefaultRequestHeaders.Add("X-Canary", "canary-trace");
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        AssertSecurityHeaders(answer);
        Assert.DoesNotContain("canary-trace", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_for_a_failure_has_the_security_headers_and_carries_its_id_and_no_insides()
    {
        Platform.Assets = PlatformDouble.Answer(500, "canary-insides");
        using var client = User();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        AssertSecurityHeaders(answer);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Contains(answer.Headers.GetValues("X-Request-Id").Single(), body, StringComparison.Ordinal);
        foreach (var inside in new[] { "canary-insides", "   at ", "Exception", "Enterprise.", "Microsoft", "Polly" })
        {
            Assert.DoesNotContain(inside, body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_policy_names_what_is_needed_and_nothing_unsafe()
    {
        var policy = await PolicyOf(App);

        Assert.DoesNotContain("unsafe", policy.Whole, StringComparison.Ordinal);
        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal($"'self' {Platform.Origin.GetLeftPart(UriPartial.Authority)}", policy["script-src"]);
        Assert.Matches("^'self' 'nonce-[A-Za-z0-9+/=]{20,}'$", policy["style-src"]);
        Assert.Equal("'self' data:", policy["img-src"]);
        Assert.Equal("'self'", policy["font-src"]);
        Assert.Equal("'self'", policy["connect-src"]);
        Assert.Equal("'self'", policy["form-action"]);
        Assert.Equal("'none'", policy["base-uri"]);
        Assert.Equal("'none'", policy["object-src"]);
        Assert.Equal("'none'", policy["frame-ancestors"]);
        Assert.NotEqual(policy["style-src"], (await PolicyOf(App))["style-src"]);
    }

    [Fact]
    public async Task The_policy_says_what_the_configuration_says()
    {
        await using var app = await EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer, 0, null,
            ("InsightsHub:Security:FrameAncestors:0", "https://*.eu1.mindsphere.io"),
            ("InsightsHub:Security:FrameAncestors:1", "https://hub.example:8443"),
            ("InsightsHub:Security:ConnectSources:0", "https://*.piam.eu1.mindsphere.io"), ("InsightsHub:BarScript", string.Empty));
        var policy = await PolicyOf(app);

        Assert.Equal("https://*.eu1.mindsphere.io https://hub.example:8443", policy["frame-ancestors"]);
        Assert.Equal("'self' https://*.piam.eu1.mindsphere.io", policy["connect-src"]);
        Assert.Equal("'self' https://*.piam.eu1.mindsphere.io", policy["form-action"]);
        Assert.Equal("'self'", policy["script-src"]);
    }

    [Fact]
    public async Task A_platform_that_sends_its_own_policy_is_left_to_do_so()
    {
        await using var app = await EnterpriseHost.StartAsync(
            Platform.Origin, Platform.Issuer, 0, null, ("InsightsHub:Security:SendPolicy", "false"));
        using var client = app.ClientWith(null);
        using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.False(answer.Headers.Contains("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    /// <summary>S14: what shows something of somebody is kept nowhere; what is the same for everybody may be.</summary>
    [Theory]
    [InlineData("/", "no-store")]
    [InlineData("/app-info.json", "no-store")]
    [InlineData("/assets/00000000000000000000000000000001", "no-store")]
    [InlineData("/nowhere", "no-store")]
    [InlineData("/health", "no-store")]
    [InlineData("/css/app.css", "public, max-age=300")]
    [InlineData("/css/none.css", "no-store")]
    [InlineData("/css/../?v=1", "no-store")]
    public async Task Nothing_of_anybody_is_kept(string path, string expected)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var client = User();
            using var answer = await client.SendAsync(new HttpRequestMessage(method, path));

            Assert.StartsWith(expected, answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
    }

    private static void AssertSecurityHeaders(HttpResponseMessage answer)
    {
        string? Value(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join('|', values) : null;
        Assert.Equal("nosniff", Value("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Value("Referrer-Policy"));
        Assert.Equal("same-origin", Value("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Value("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Value("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Value("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.NotNull(Value("X-Request-Id"));
        Assert.NotNull(answer.Headers.CacheControl);
        Assert.Null(Value("Strict-Transport-Security"));
        Assert.Null(Value("Server"));
        Assert.Null(Value("X-Powered-By"));
    }

    private static async Task<Policy> PolicyOf(EnterpriseHost app)
    {
        using var client = app.ClientWith(null);
        using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
        return new(answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    private sealed record Policy(string Whole)
    {
        public string this[string directive] =>
            Whole.Split(';', StringSplitOptions.TrimEntries)
                .Single(part => part.StartsWith(directive + " ", StringComparison.Ordinal))[(directive.Length + 1)..];
    }
}
