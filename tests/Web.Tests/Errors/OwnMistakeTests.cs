using System.Net;
using Enterprise.Application.Assets;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Xunit;

namespace Enterprise.Web.Tests.Errors;

/// <summary>
/// A mistake of our own, provoked: it is said without insides, stands in the log once with its cause, and in the tenant's access log as
/// failed.
/// </summary>
public sealed class OwnMistakeTests : World
{
    private const string Inside = "canary-inside-4d2e";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.WaitForHealthAsync();
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public async Task A_mistake_of_our_own_is_said_without_insides_logged_once_and_recorded_as_failed(string accept)
    {
        var broken = Substitute.For<IAssetCatalog>();
        broken.ListAsync(default!, default!, default!, default, default, default)
            .ThrowsAsyncForAnyArgs(new InvalidOperationException(Inside));
        await using var app = await EnterpriseHost.StartAdjustedAsync(Platform.Origin, Platform.Issuer, 0, services =>
            services.Replace(ServiceDescriptor.Singleton(broken)));
        await app.WaitForHealthAsync();
        using var client = app.ClientWith(Platform.Token(), accept);
        using var answer = await client.GetAsync(new Uri("/?search=pump", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var (body, id) = (await answer.Content.ReadAsStringAsync(), answer.Headers.GetValues("X-Request-Id").Single());
        Assert.Contains(id, body, StringComparison.Ordinal);
        Assert.Contains("unexpected", body, StringComparison.Ordinal);
        foreach (var inside in new[] { Inside, "InvalidOperation", "   at ", "Enterprise." })
        {
            Assert.DoesNotContain(inside, body + answer.Headers, StringComparison.Ordinal);
        }

        await app.Log.LineOfAsync(id);
        Assert.Contains(id, Assert.Single(app.Log.Lines, line => line.Contains(Inside, StringComparison.Ordinal)),
            StringComparison.Ordinal);
        var entry = StoredEntries.Of(app, answer);
        Assert.Equal(("acme", "ListAssets", "Failed", "unexpected", 0L),
            (entry["Tenant"], entry["Action"], entry["Outcome"], entry["Reason"], entry["Items"]));
        Assert.Equal(("search=pump", "anna@acme.example"), (entry["Detail"], entry["UserName"]));
    }

    [Fact]
    public async Task A_client_that_leaves_before_the_answer_leaves_its_trace()
    {
        Platform.Assets = async http => await Task.Delay(TimeSpan.FromSeconds(5), http.RequestAborted);
        using var client = User();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri("/", UriKind.Relative), timeout.Token));

        for (var attempt = 0; attempt < 40 && LogRows().Count == 0; attempt++)
        {
            await Task.Delay(100);
        }

        Assert.Equal(("ListAssets", "Failed", "client_gone"), (LogRows()[0].Action, LogRows()[0].Outcome, LogRows()[0].Reason));
    }
}
