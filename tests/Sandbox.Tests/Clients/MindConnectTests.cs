using System.Text.RegularExpressions;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Clients;

/// <summary>The platform's own client works against the Sandbox, unchanged, with both kinds of credentials.</summary>
public sealed partial class MindConnectTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly string[] Service = ["--type", "SERVICE", "--user", "borealis-svc", "--tenant", "borealis"];

    private static readonly string[] Application =
    [
        "--type", "APP", "--user", "borealis-app", "--tenant", "borealis", "--usertenant", "borealis", "--appName", "assetlist",
            "--appVersion", "1.0.0",
    ];

    [NodeFact]
    public Task Every_reading_command_works_with_service_credentials() => EveryCommandWorksAsync("", Service);

    [NodeFact]
    public Task Every_reading_command_works_with_application_credentials() => EveryCommandWorksAsync("", Application);

    [NodeFact]
    public async Task It_lists_all_assets_through_the_path_form_of_the_gateway()
    {
        using var client = await MindConnect.PrepareAsync();
        await AddAsync(client, "secret", "/gateway", Service);
        Assert.Equal(25, Ids(await client.RunAsync("assets", "--mode", "list", "--passkey", "pk1")).Count);
    }

    [NodeFact]
    public async Task It_shows_the_tree_of_a_tenant_with_2431_assets()
    {
        using var client = await MindConnect.PrepareAsync();
        await AddAsync(client, "secret", "", "--type", "SERVICE", "--user", "acme-svc", "--tenant", "acme");
        var tree = await client.RunAsync("assets", "--mode", "tree", "--passkey", "pk1");
        Assert.Contains("Brauerei Erlangen", tree, StringComparison.Ordinal);
        Assert.Contains("Bottle filler 1", tree, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task It_is_refused_with_a_wrong_secret()
    {
        using var client = await MindConnect.PrepareAsync();
        await AddAsync(client, "wrong", "", Service);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            client.RunAsync("assets", "--mode", "list", "--passkey", "pk1"));
        Assert.Contains("Bad credentials", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A command that does not exit with 0 throws.</summary>
    private async Task EveryCommandWorksAsync(string path, string[] credentials)
    {
        using var client = await MindConnect.PrepareAsync();
        await AddAsync(client, "secret", path, credentials);
        var listed = await RunAsync("assets", "--mode", "list");
        Assert.Equal(25, Ids(listed).Count);
        var machine = Ids(string.Join('\n', listed.Split('\n')
            .Where(line => line.Contains("borealis.machine", StringComparison.Ordinal))))[0];

        Assert.Contains("Narvik quay", await RunAsync("assets", "--mode", "tree"), StringComparison.Ordinal);
        Assert.Contains("borealis.freezer", await RunAsync("asset-types", "--mode", "list"), StringComparison.Ordinal);
        Assert.Contains("borealis.process", await RunAsync("aspects", "--mode", "list"), StringComparison.Ordinal);
        var info = await RunAsync("asset-info", "--assetid", machine);
        Assert.Contains("Last Timeseries Entry", info, StringComparison.Ordinal);
        Assert.Contains("goodParts", info, StringComparison.Ordinal);
        Assert.Contains("Borealis Pumps", await RunAsync("tenant"), StringComparison.Ordinal);
        var series = await RunAsync("timeseries", "--assetid", machine, "--aspectname", "production");
        var entries = Entries().Match(series).Groups["number"].Value;
        Assert.InRange(int.Parse(entries, System.Globalization.CultureInfo.InvariantCulture), 500, 3000);
        Assert.Contains("aggregates listed", await RunAsync("aggregates", "--assetid", machine, "--aspectname", "production"),
            StringComparison.Ordinal);
        Assert.Matches("ey[A-Za-z0-9_.-]{100,}", await RunAsync("service-token"));

        Task<string> RunAsync(params string[] arguments) => client.RunAsync([.. arguments, "--passkey", "pk1"]);
    }

    private Task<string> AddAsync(MindConnect client, string secret, string path, params string[] credentials) => client.RunAsync(
        ["service-credentials", "--mode", "add", .. credentials, "--password", secret,
            "--gateway", fixture.Sandbox.Origin.AbsoluteUri.TrimEnd('/') + path, "--passkey", "pk1"]);

    private static List<string> Ids(string output) => [.. AssetIds().Matches(output).Select(match => match.Value)
        .Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex AssetIds();

    [GeneratedRegex("There were (?<number>\\d+) timeseries entries", RegexOptions.None, 1000)]
    private static partial Regex Entries();
}
