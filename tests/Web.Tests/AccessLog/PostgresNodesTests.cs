using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>Two nodes as processes of their own on one PostgreSQL, with the same keys.</summary>
public sealed class PostgresNodesTests : IAsyncLifetime
{
    private const string Unsealed = "SELECT count(*) FROM entries e WHERE NOT EXISTS (SELECT 1 FROM seals s WHERE s.position = e.position)";

    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-").FullName;
    private PlatformDouble _platform = null!;

    public async Task InitializeAsync()
    {
        _platform = await PlatformDouble.StartAsync();
        _platform.Assets = PlatformDouble.Answer(200, World.OneAssetList);
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [PostgresFact]
    public async Task When_the_node_that_seals_is_killed_the_other_seals_within_two_seconds_and_goes_on_with_checkpoints()
    {
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        await using var first = await ApplicationProcess.StartAsync(_platform, Place(database, "first"));
        await UntilAsync(database, "SELECT count(*) FROM checkpoints", count => count != "0");
        await using var second = await ApplicationProcess.StartAsync(_platform, Place(database, "second"));
        await AskAsync(first, 20);
        await AskAsync(second, 20);
        var checkpoint = database.Read("SELECT max(number) FROM checkpoints");

        await first.KillAsync();
        await AskAsync(second, 20);
        await UntilAsync(database, Unsealed, count => count == "0", seconds: 2);

        Assert.Equal("60|60|60",
            database.Read("SELECT count(*) || '|' || max(sequence) || '|' || count(DISTINCT sequence) FROM seals WHERE tenant = 'acme'"));
        await UntilAsync(database, "SELECT max(number) FROM checkpoints", number => number != checkpoint);
    }

    private ApplicationPlace Place(PostgresDatabase database, string node) => new(
        Directory.CreateDirectory(Path.Combine(_folder, node)).FullName,
        Environment: database.Settings.Append(("AccessLog:Keys", Path.Combine(_folder, "keys"))).Append(("Node:Name", node))
            .ToDictionary(setting => setting.Item1.Replace(":", "__", StringComparison.Ordinal), setting =>
            setting.Item2, StringComparer.Ordinal));

    private async Task AskAsync(ApplicationProcess node, int times)
    {
        using var client = new HttpClient { BaseAddress = node.Origin };
        client.DefaultRequestHeaders.Authorization = new("Bearer", _platform.Token());
        for (var number = 0; number < times; number++)
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static async Task UntilAsync(PostgresDatabase database, string sql, Func<string?, bool> isSo, int seconds = 20)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!isSo(database.Read(sql)))
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, seconds);
            await Task.Delay(50);
        }
    }
}
