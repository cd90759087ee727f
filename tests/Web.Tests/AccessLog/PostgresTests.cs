using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>The whole application on PostgreSQL: what is shown is recorded, sealed and readable.</summary>
public sealed class PostgresTests : PostgresWorld
{
    [PostgresFact]
    public async Task A_user_s_page_is_on_the_disk_before_it_arrives_and_the_auditor_reads_it_sealed()
    {
        using (var user = User())
        {
            using var answer = await user.GetAsync(new Uri("/?search=pump", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(
                answer.Headers.GetValues("X-Request-Id").Single(),
                Database.Read("SELECT requestid FROM entries e JOIN subjects s ON s.position = e.position WHERE action = 'ListAssets' "
                + "AND username = 'anna@acme.example'"));
        }

        using var auditor = Auditor();
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await auditor.GetAsync(new Uri("/access-log?action=ListAssets", UriKind.Relative));
            var entry = (await JsonAsync(answer)).GetProperty("_embedded").GetProperty("entries")[0];
            Assert.Equal("anna@acme.example", entry.GetProperty("subjectUserName").GetString());
            if (entry.TryGetProperty("sequence", out var sequence) && sequence.TryGetInt64(out var number))
            {
                Assert.Equal(1, number);
                return;
            }

            Assert.True(attempt < 50, "The entry stays without a seal.");
            await Task.Delay(50);
        }
    }

    protected override Task<PostgresCluster> ClusterAsync() => PostgresCluster.SharedAsync();
}
