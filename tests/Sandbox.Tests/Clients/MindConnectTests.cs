using System.Text.RegularExpressions;
using Enterprise.Sandbox.Tests.Gateway;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Clients;

/// <summary>The platform's own client works against the stand-in, unchanged.</summary>
public sealed partial class MindConnectTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [NodeFact]
    public Task It_lists_all_assets_with_service_credentials() => ListsAllAsync(
        "", "--type", "SERVICE", "--user", "borealis-svc", "--tenant", "borealis");

    [NodeFact]
    public Task It_lists_all_assets_with_application_credentials() => ListsAllAsync(
        "", "--type", "APP", "--user", "borealis-app", "--tenant", "borealis", "--usertenant", "borealis", "--appName", "assetlist", "--appVersion", "1.0.0");

    [NodeFact]
    public Task It_lists_all_assets_through_the_path_form_of_the_gateway() => ListsAllAsync(
        "/gateway", "--type", "SERVICE", "--user", "borealis-svc", "--tenant", "borealis");

    [NodeFact]
    public async Task It_is_refused_with_a_wrong_secret()
    {
        using var client = await MindConnect.PrepareAsync();
        await AddAsync(client, "wrong", "", "--type", "SERVICE", "--user", "borealis-svc", "--tenant", "borealis");
        Assert.Contains("Bad credentials", await ListAsync(client), StringComparison.Ordinal);
    }

    private async Task ListsAllAsync(string path, params string[] credentials)
    {
        using var client = await MindConnect.PrepareAsync();
        await AddAsync(client, "secret", path, credentials);

        var output = await ListAsync(client);

        var ids = AssetIds().Matches(output).Select(match => match.Value).Distinct(StringComparer.Ordinal);
        Assert.True(ids.Count() == 25, output);
    }

    private Task<string> AddAsync(MindConnect client, string secret, string path, params string[] credentials) => client.RunAsync(
        ["service-credentials", "--mode", "add", .. credentials, "--password", secret,
            "--gateway", fixture.Sandbox.Origin.AbsoluteUri.TrimEnd('/') + path, "--passkey", "pk1"]);

    private static async Task<string> ListAsync(MindConnect client)
    {
        try
        {
            return await client.RunAsync("assets", "--mode", "list", "--passkey", "pk1");
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex AssetIds();
}
