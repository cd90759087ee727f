using System.Text.RegularExpressions;
using Enterprise.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>The fixed list of what is not recorded, in docs/access-log.md and here: whatever else is asked for leaves an entry.</summary>
public sealed partial class NotRecordedTests : World
{
    /// <summary>
    /// Routes that show nothing of a tenant, or only how the reader's own order stands, which was recorded when it was given.
    /// </summary>
    private static readonly string[] Routes = ["/access-log/export/{id:guid}", "/access-log/integrity", "/app-info.json", "/health",
        "/health/live", "/health/ready", "/session", "/status"];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.WaitForHealthAsync();
    }

    [Fact]
    public async Task Every_route_leaves_an_entry_or_is_on_the_list()
    {
        using var client = App.ClientWith(
            Platform.Token(claims => claims["scope"] = new[] { "assets.user", "assets.auditor", "assets.operator" }));
        var asked = new List<(string Route, string Request)>();
        foreach (var route in App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal))
        {
            foreach (var id in new[] { Id(1), Guid.CreateVersion7().ToString() })
            {
                using var answer = await client.GetAsync(
                    new Uri(Parameter().Replace(route, id) + (route.EndsWith("/begin", StringComparison.Ordinal) ? "?format=Csv"
                    : string.Empty), UriKind.Relative));
                asked.Add((route, answer.Headers.GetValues("X-Request-Id").Single()));
            }
        }

        // A verification is recorded when it has ended, before its result can be seen.
        var silent = Silent();
        for (var attempt = 0; attempt < 200 && silent.Contains("/access-log/integrity/verify", StringComparer.Ordinal); attempt++)
        {
            await Task.Delay(100);
            silent = Silent();
        }

        Assert.Equal(Routes, silent);

        string[] Silent()
        {
            var recorded = LogRows().Select(row => row.RequestId).ToHashSet(StringComparer.Ordinal);
            return [.. asked.GroupBy(one => one.Route, StringComparer.Ordinal)
                .Where(route => !route.Any(one => recorded.Contains(one.Request))).Select(route => route.Key)];
        }
    }

    [Theory]
    [InlineData("GET", "/favicon.svg", 200)]
    [InlineData("GET", "/css/app.css", 200)]
    [InlineData("GET", "/?page=0", 400)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("POST", "/", 405)]
    public async Task What_shows_nothing_of_a_tenant_leaves_no_entry(string method, string path, int status)
    {
        using var client = User();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(LogRows());
    }

    [Fact]
    public void The_document_has_the_same_list()
    {
        var document = File.ReadAllText(Path.Combine(EnterpriseHost.RepositoryRoot, "docs", "access-log.md"));
        var list = Sentence().Match(document).Groups["list"].Value;
        Assert.Equal(Routes, Route().Matches(list).Select(route => route.Groups["route"].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^- Not recorded: (?<list>[^;]*);", RegexOptions.Multiline)]
    private static partial Regex Sentence();

    [GeneratedRegex("`(?<route>/[^`]*)`")]
    private static partial Regex Route();
}
