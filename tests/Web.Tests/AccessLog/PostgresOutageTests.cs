using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>The database goes away and comes back: nothing is shown meanwhile, everything works soon after, and nothing is lost.</summary>
public sealed class PostgresOutageTests : PostgresWorld
{
    private PostgresCluster Cluster { get; set; } = null!;

    [PostgresTheory]
    [InlineData("/", "assets.user")]
    [InlineData("/access-log", "assets.auditor")]
    public async Task A_server_that_stands_still_means_503_within_two_and_a_half_seconds_and_all_is_well_five_seconds_after(
        string path, string scope)
    {
        using var client = App.ClientWith(TokenOf("acme", scope));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client, path)).Status);

        await Cluster.SignalAsync("-STOP");
        for (var round = 0; round < 3; round++)
        {
            var (status, seconds) = await AskAsync(client, path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.InRange(seconds, 0, 2.5);
        }

        await App.WaitForHealthAsync("red");
        await Cluster.SignalAsync("-CONT");
        Assert.InRange(await RecoverAsync(client, path), 0, 5);
        await SealedAsync();
    }

    [PostgresFact]
    public async Task A_server_that_is_started_anew_is_used_at_once_and_what_was_confirmed_is_there()
    {
        using var client = User();
        using var auditor = Auditor();
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(auditor, "/access-log")).Status);

        await Cluster.StopAsync();
        var (status, seconds) = await AskAsync(client);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.InRange(seconds, 0, 2.5);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(auditor, "/access-log")).Status);

        await Cluster.StartAsync();
        Assert.InRange(await RecoverAsync(client), 0, 5);
        Assert.InRange(await RecoverAsync(auditor, "/access-log"), 0, 5);
        Assert.Equal("2", Database.Read("SELECT count(*) FROM entries WHERE action = 'ListAssets' AND outcome = 'Granted'"));
        await SealedAsync();
    }

    protected override async Task<PostgresCluster> ClusterAsync() => Cluster = await PostgresCluster.StartNewAsync();

    private async Task SealedAsync()
    {
        for (var attempt = 0; Database.Read(
            "SELECT count(*) FROM entries e WHERE NOT EXISTS (SELECT 1 FROM seals s WHERE s.position = e.position)") != "0"; attempt++)
        {
            Assert.True(attempt < 50, "Entries stay without a seal.");
            await Task.Delay(100);
        }

        Assert.Equal(Database.Read("SELECT count(*) FROM seals"), Database.Read("SELECT max(ordinal) FROM seals"));
    }
}
