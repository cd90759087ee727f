using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Web.Tests.Isolation;

/// <summary>
/// Two tenants in one process, each with strings that the other must never see: in asset names, user names, searches, cursors. All
/// addresses of the application are walked as both, interleaved, 20,000 requests in all.
/// </summary>
public sealed class CanaryTests : World
{
    private const int Requests = 20_000;
    private const int Together = 16;

    private static readonly string[] Tenants = ["acme", "borealis"];

    /// <summary>
    /// One address or more for every route of the application; <c>{cursor}</c> is a cursor that the OTHER tenant was given, <c>{export}</c>
    /// the own export, <c>{entry}</c> an own entry; with <c>foreign-</c> they are the other tenant's.
    /// </summary>
    private static readonly Dictionary<string, string[]> Addresses = new(StringComparer.Ordinal)
    {
        [""] = ["/", "/?search={own}", "/?page=2&size=25", "/?sort=type,desc", "/?type=core.basicarea&shared=true"],
        ["assets/{id}"] = [$"/assets/{Id(1)}", $"/assets/{Id(2)}"],
        ["access-log"] = ["/access-log", "/access-log?size=25", "/access-log?before={cursor}", "/access-log?user={foreign}",
            "/access-log?action=ListAssets", "/access-log?request={foreign-request}"],
        ["access-log/integrity"] = ["/access-log/integrity"],
        ["access-log/integrity/verify"] = ["/access-log/integrity/verify"],
        ["access-log/export"] = ["/access-log/export", "/access-log/export?user={foreign}"],
        ["access-log/export/begin"] = ["/access-log/export/begin?format=Csv&from=tomorrow"],
        ["access-log/export/{id:guid}"] = ["/access-log/export/{export}", "/access-log/export/{foreign-export}"],
        ["access-log/export/{id:guid}/file"] = ["/access-log/export/{export}/file", "/access-log/export/{foreign-export}/file"],
        ["access-log/entries/{id}"] = ["/access-log/entries/{entry}", "/access-log/entries/{foreign-entry}"],
        ["access-log/sample"] = ["/access-log/sample?n=60", "/access-log/sample?user={foreign}&seed=7"],
        ["access-log/charts"] = ["/access-log/charts", "/access-log/charts?user={foreign}&time=Today"],
        ["session"] = ["/session"],
        ["status"] = ["/status"],
        ["app-info.json"] = ["/app-info.json"],
        ["health"] = ["/health"],
        ["health/live"] = ["/health/live"],
        ["health/ready"] = ["/health/ready"],
    };

    [Fact]
    public void Every_route_is_walked()
    {
        var routes = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/')).Distinct(StringComparer.Ordinal);

        Assert.Equal(Addresses.Keys.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_tenant_sees_a_byte_of_another()
    {
        Platform.Assets = AnswerByToken;
        await App.WaitForHealthAsync();
        var clients = Tenants.ToDictionary(tenant => tenant, tenant =>
            new[] { Client(tenant, "text/html"), Client(tenant, "application/json") }, StringComparer.Ordinal);
        var (cursors, exports) = (new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal));
        var (entries, requests) = (new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var tenant in Tenants)
        {
            for (var number = 0; number < 30; number++)
            {
                (await clients[tenant][1].GetAsync(new Uri($"/?search={Canary(tenant)}", UriKind.Relative))).Dispose();
            }

            var log = JsonDocument.Parse(await clients[tenant][1]
                .GetStringAsync(new Uri("/access-log?size=25", UriKind.Relative))).RootElement;
            var newest = log.GetProperty("_embedded").GetProperty("entries")[0];
            (entries[tenant], requests[tenant]) = (newest.GetProperty("id").GetString()!, newest.GetProperty("requestId").GetString()!);
            cursors[tenant] = log.GetProperty("_links").GetProperty("next").GetProperty("href").GetString()!.Split("before=")[1]
                .Split('&')[0];
            exports[tenant] = await ExportAsync(clients[tenant][1]);
        }

        var walk = Addresses.Values.SelectMany(addresses => addresses).ToArray();
        var (foreignBytes, ownSeen) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = Together },
            async (number, cancel) =>
        {
            var (own, foreign) = number % 2 == 0 ? ("acme", "borealis") : ("borealis", "acme");
            var address = walk[number / 2 % walk.Length].Replace("{own}", Canary(own), StringComparison.Ordinal)
                .Replace("{foreign}", Person(foreign), StringComparison.Ordinal)
                .Replace("{cursor}", cursors[foreign], StringComparison.Ordinal)
                .Replace("{export}", exports[own], StringComparison.Ordinal).Replace("{entry}", entries[own], StringComparison.Ordinal)
                .Replace("{foreign-export}", exports[foreign], StringComparison.Ordinal)
                    .Replace("{foreign-entry}", entries[foreign], StringComparison.Ordinal)
                .Replace("{foreign-request}", requests[foreign], StringComparison.Ordinal);
            using var answer = await clients[own][number / 4 % 2].GetAsync(new Uri(address, UriKind.Relative), cancel);
            var expected = address.Contains("/begin", StringComparison.Ordinal) ? HttpStatusCode.BadRequest
                : address.Contains($"/{entries[foreign]}", StringComparison.Ordinal)
                || address.Contains(exports[foreign], StringComparison.Ordinal) ? HttpStatusCode.NotFound
                : HttpStatusCode.OK;
            Assert.True(answer.StatusCode == expected, $"{address}: {(int)answer.StatusCode}");
            var text = await answer.Content.ReadAsStringAsync(cancel);
            var asked = address.Contains(Person(foreign), StringComparison.Ordinal);
            if (!asked && (text.Contains(Canary(foreign), StringComparison.Ordinal)
                || text.Contains(Person(foreign), StringComparison.Ordinal)))
            {
                Interlocked.Increment(ref foreignBytes);
            }

            if (asked)
            {
                Assert.DoesNotContain(Canary(foreign), text, StringComparison.Ordinal);
            }

            if (text.Contains(Canary(own), StringComparison.Ordinal))
            {
                Interlocked.Increment(ref ownSeen);
            }
        });

        Assert.Equal(0, foreignBytes);
        Assert.True(ownSeen > Requests / 4, $"The own canary was seen {ownSeen} times only: the test looks in the wrong place.");
        foreach (var client in clients.Values.SelectMany(pair => pair))
        {
            client.Dispose();
        }
    }

    /// <summary>Lets an export of all that the tenant has be written, and gives its id.</summary>
    private static async Task<string> ExportAsync(HttpClient client)
    {
        using var begun = await client.GetAsync(new Uri("/access-log/export/begin?format=Csv", UriKind.Relative));
        var place = begun.Headers.Location!;
        while (!(await client.GetStringAsync(place)).Contains("sha256", StringComparison.Ordinal))
        {
            await Task.Delay(50);
        }

        return place.OriginalString.Split('/')[^1];
    }

    private static string Canary(string tenant) => $"canary-{tenant}-7f3c";

    private static string Person(string tenant) => $"person@{tenant}-canary.example";

    private HttpClient Client(string tenant, string accept) => App.ClientWith(
        Platform.Token(claims =>
        {
            claims["iss"] = Platform.Issuer.Replace("{tenant}", tenant, StringComparison.Ordinal);
            claims["ten"] = tenant;
            claims["user_id"] = $"id-{tenant}";
            claims["user_name"] = Person(tenant);
            claims["scope"] = new[] { "assets.user", "assets.auditor", "assets.operator" };
        }),
        accept);

    /// <summary>The platform answers each token with its own tenant's assets, as the real one does.</summary>
    private static Task AnswerByToken(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count == 0)
        {
            return PlatformDouble.Answer(401, "{}")(http);
        }

        var payload = http.Request.Headers.Authorization.ToString().Split('.')[1];
        var tenant = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload)).RootElement.GetProperty("ten").GetString()!;
        var path = http.Request.Path.Value!;
        if (path.EndsWith("/aspects", StringComparison.Ordinal))
        {
            return PlatformDouble.Answer(200, "{\"_embedded\":{\"aspects\":[{\"name\":\"" + Canary(tenant) + "\",\"variables\":[]}]}}")(
                http);
        }

        var single = path.Split('/')[^1] is { Length: 32 } id ? id : null;
        var body = new StringBuilder(single is null ? "{\"_embedded\":{\"assets\":[" : string.Empty);
        for (var number = 1; number <= (single is null ? 25 : 1); number++)
        {
            body.Append(number > 1 ? "," : string.Empty).Append(CultureInfo.InvariantCulture,
                $"{{\"assetId\":\"{single ?? Id(number)}\",\"tenantId\":\"{tenant}\",\"name\":\"{Canary(tenant)}\","
                + $"\"typeId\":\"core.basicarea\",\"externalId\":\"{Canary(tenant)}\"}}");
        }

        body.Append(single is null ? "]},\"page\":{\"size\":25,\"totalElements\":75,\"totalPages\":3,\"number\":0}}" : string.Empty);
        return PlatformDouble.Answer(200, body.ToString())(http);
    }
}
