using System.Net;
using Enterprise.Application.Assets;
using Enterprise.Domain.Assets;
using Enterprise.Testing;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>An answer never fails after its entry said Granted.</summary>
public sealed class GrantedTests : World
{
    [Fact]
    public async Task JSON_that_cannot_be_written_is_recorded_as_failed()
    {
        var asset = new Asset
        {
            Id = AssetId.Parse(Id(1)), Name = "Pump 7", Owner = "acme", Type = AssetTypeId.Parse("acme.pump"),
            Location = new(null, null, null, null, null, double.NaN, double.NaN), // No JSON has such a number.
        };
        var catalog = Substitute.For<IAssetCatalog>();
        catalog.FindAsync(default!, default!, default).ReturnsForAnyArgs(asset);
        catalog.ListAspectsAsync(default!, default!, default).ReturnsForAnyArgs([]);
        catalog.ListAsync(default!, default!, default!, default, default, default)
            .ReturnsForAnyArgs(new Application.Page<Asset>([], 1, 25, 0));
        await using var app = await EnterpriseHost.StartAdjustedAsync(
            Platform.Origin, Platform.Issuer, 0, services => services.Replace(ServiceDescriptor.Singleton(catalog)));

        await AssertFailedAsync(app, $"/assets/{Id(1)}", "application/json", "ViewAsset");
    }

    [Fact]
    public async Task A_page_that_cannot_be_rendered_is_recorded_as_failed()
    {
        var isBroken = true;
        await using var app = await EnterpriseHost.StartAdjustedAsync(Platform.Origin, Platform.Issuer, 0, services =>
            services.Replace(ServiceDescriptor.Singleton(made =>
        {
            // The first page fails in its middle; the page that says so does not.
            (var now, isBroken) = (isBroken, false);
            return now ? throw new InvalidOperationException("No icon can be drawn.")
                : new Icons(made.GetRequiredService<IWebHostEnvironment>());
        })));

        await AssertFailedAsync(app, "/", "text/html", "ListAssets");
    }

    [Fact]
    public async Task An_export_whose_file_is_gone_is_not_recorded_as_handed_out()
    {
        using var auditor = Auditor();
        using var begun = await auditor.GetAsync(new Uri("/access-log/export/begin?format=Csv", UriKind.Relative));
        var progress = begun.Headers.Location!;
        while (!(await JsonAsync(await auditor.GetAsync(progress))).TryGetProperty("file", out _))
        {
            await Task.Delay(20);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(App.Folder, "exports"), "*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        using var answer = await auditor.GetAsync(new Uri($"{progress}/file", UriKind.Relative));
        var id = answer.Headers.GetValues("X-Request-Id").Single();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain(LogRows(), row => row.RequestId == id && row.Outcome == "Granted");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task HEAD_states_the_length_that_GET_has_and_is_recorded(string accept)
    {
        using var client = User(accept);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var head = await client.SendAsync(request);
        using var get = await client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (head.StatusCode, get.StatusCode));
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentLength, (await get.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal(["Granted", "Granted"], LogRows().Take(2).Select(row => row.Outcome));
    }

    private async Task AssertFailedAsync(EnterpriseHost app, string path, string accept, string action)
    {
        using var client = app.ClientWith(Platform.Token(), accept);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("Pump 7", body, StringComparison.Ordinal);
        var entry = StoredEntries.Of(app, answer);
        Assert.Equal((action, "Failed", "unexpected", 0L), (entry["Action"], entry["Outcome"], entry["Reason"], entry["Items"]));
    }
}
