using Xunit;

namespace Enterprise.Web.Tests.Start;

/// <summary>A wrong configuration ends the start, with one clear line for each fault. The real program is run.</summary>
public sealed class StartTests
{
    private static readonly (string, string)[] Good =
        [("InsightsHub__AppName", "assets"), ("InsightsHub__HostTenant", "sandbox"), ("PORT", "18080")];

    public static TheoryData<string, string, string> Faults => new()
    {
        { "PORT", "abc", "PORT is 'abc'" },
        { "PORT", "70000", "PORT is '70000'" },
        { "InsightsHub__AppName", "", "InsightsHub:AppName is ''" },
        { "InsightsHub__AppName", "My App", "InsightsHub:AppName is 'My App'" },
        { "InsightsHub__HostTenant", "", "InsightsHub:HostTenant is ''" },
        { "InsightsHub__ApiBase", "http://gateway.eu1.mindsphere.io", "InsightsHub:ApiBase is" },
        { "InsightsHub__ApiBase", "https://gateway.eu1.mindsphere.io/api", "InsightsHub:ApiBase is" },
        { "InsightsHub__BarScript", "main.js", "InsightsHub:BarScript is" },
        { "InsightsHub__Providers__a__Issuer", "https://{tenant}.{tenant}.example/oauth", "InsightsHub:Providers:a:Issuer is" },
        { "ConnectionStrings__AccessLog", "Data Source=/proc/nowhere/log.db", "ConnectionStrings:AccessLog names" },
        { "ConnectionStrings__AccessLog", "nonsense", "ConnectionStrings:AccessLog" },
        { "ConnectionStrings__AccessLogMaintenance", "Host=db.example",
        "ConnectionStrings:AccessLogMaintenance is for AccessLog:Store=PostgreSql" },
        { "AccessLog__Store", "Oracle", "AccessLog:Store is 'Oracle'" },
        { "AccessLog__Store", "PostgreSql", "ConnectionStrings:AccessLog has no Host, no Database, no Username" },
        { "InsightsHub__Providers__a__KeysUrl", "https://{tenant}.example/token_keys",
        "InsightsHub:Providers:a:KeysUrl has one address per tenant" },
        { "InsightsHub__Tenants__0", "ACME", "InsightsHub:Tenants contains 'ACME'" },
        { "InsightsHub__MovedTenants__krypton", "krypton", "InsightsHub:MovedTenants:krypton maps" },
        { "InsightsHub__MovedTenantsFile", "/nowhere/moved.csv", "InsightsHub:MovedTenantsFile is" },
        { "InsightsHub__Security__FrameAncestors__0", "*", "InsightsHub:Security:FrameAncestors names '*'" },
        { "InsightsHub__Security__FrameAncestors__0", "https://a.example; script-src *",
        "InsightsHub:Security:FrameAncestors names 'https://a.example; script-src *'" },
        { "InsightsHub__Security__FrameAncestors__0", "https://*.io", "InsightsHub:Security:FrameAncestors names 'https://*.io'" },
        { "InsightsHub__Security__ConnectSources__0", "http://a.example", "InsightsHub:Security:ConnectSources names 'http://a.example'" },
        { "InsightsHub__Security__ConnectSources__0", "https://a.example/path",
        "InsightsHub:Security:ConnectSources names 'https://a.example/path'" },
        { "Proxies__Known__0", "proxy.example", "Proxies:Known names 'proxy.example'" },
        { "Proxies__Known__0", "0.0.0.0/0", "Proxies:Known names '0.0.0.0/0'" },
        { "Proxies__Known__0", "10.0.0.0/33", "Proxies:Known names '10.0.0.0/33'" },
        { "Limits__Connections", "many", "Limits:Connections is 'many'" },
        { "Node__Name", "node 7", "Node:Name is 'node 7'" },
        { "Node__Name", new string('n', 65), $"Node:Name is '{new string('n', 65)}'" },
        { "InsightsHub__KeysServeHours", "100", "InsightsHub:KeysServeHours is 100" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_fault_is_one_line_and_the_end(string key, string value, string line)
    {
        var (exit, output, errors) = await Run([.. Good, (key, value)]);

        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Contains(errors, error => error.StartsWith($"Cannot start: {line}", StringComparison.Ordinal));
        Assert.All(errors, error => Assert.StartsWith("Cannot start: ", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=y;Password=secret-1",
        "ConnectionStrings:AccessLog names a PostgreSQL that cannot be used")]
    [InlineData("Host=x;Nonsense=secret-1", "ConnectionStrings:AccessLog is no connection string of PostgreSQL")]
    public async Task A_database_that_cannot_be_used_is_said_without_its_password(string connection, string line)
    {
        var (exit, _, errors) = await Run([.. Good, ("AccessLog__Store", "PostgreSql"), ("ConnectionStrings__AccessLog", connection)]);

        Assert.Equal(1, exit);
        Assert.StartsWith($"Cannot start: {line}", Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-1", errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_are_said_at_once()
    {
        var (exit, _, errors) = await Run([("PORT", "x"), ("InsightsHub__ApiBase", "ftp://x")]);

        Assert.Equal(1, exit);
        Assert.Equal(4, errors.Count);
    }

    [Theory]
    [InlineData("MDSP-ENV", "EU 1")]
    [InlineData("MDSP_ENV", "eu1.")]
    public async Task A_region_that_is_none_is_one_fault_and_not_one_for_each_address(string key, string region)
    {
        var (exit, _, errors) = await Run([.. Good, (key, region)]);

        Assert.Equal(1, exit);
        Assert.StartsWith($"Cannot start: MDSP-ENV is '{region}'", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_content_root_that_is_not_there_is_one_line()
    {
        var (exit, _, errors) = await Run(Good, "--contentRoot", "/nowhere");

        Assert.Equal(1, exit);
        Assert.StartsWith("Cannot start: contentRoot: folder /nowhere", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_providers_with_the_same_kind_of_tenant_ids_are_one_too_many()
    {
        (string, string)[] Provider(string name) =>
        [
            ($"InsightsHub__Providers__{name}__Issuer", $"https://{{tenant}}.{name}.example/oauth/token"),
                ($"InsightsHub__Providers__{name}__KeysUrl", $"https://{name}.example/token_keys"),
        ];
        var (exit, _, errors) = await Run([.. Good, .. Provider("a"), .. Provider("b")]);

        Assert.Equal(1, exit);
        Assert.Contains("have the same TenantIds", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static Task<(int Exit, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> Run(
        (string Key, string Value)[] settings, params string[] args) =>
        ProgramRun.RunAsync(typeof(Program).Assembly.Location, settings, args);
}
