using System.Globalization;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Start;

/// <summary>Exit code 0 means a clean stop and nothing else; any other end has its reason in one line on standard error.</summary>
public sealed class ProcessEndTests
{
    [Theory]
    [InlineData(FaultyProgram.OnThread, 3, "Stopped after an error: ")]
    [InlineData(FaultyProgram.InService, 3, "Stopped after an error: ")]
    [InlineData(FaultyProgram.InServiceAtStart, 3, "Stopped after an error: ")]
    [InlineData(FaultyProgram.InStop, 3, "Stopped after an error: ")]
    [InlineData(FaultyProgram.InCommand, 3, "Stopped after an error: ")]
    [InlineData(FaultyProgram.InStart, 1, "Cannot start: ")]
    [InlineData(FaultyProgram.InBuild, 1, "Cannot start: ")]
    public async Task An_end_by_a_fault_has_its_code_and_its_reason_in_one_line(string fault, int code, string line)
    {
        var (exit, _, errors) = await RunAsync(fault);
        Assert.Equal(code, exit);
        Assert.StartsWith(line, Assert.Single(errors), StringComparison.Ordinal);
        const string reason = "System.InvalidOperationException: planted fault | of two lines |    at Enterprise.";
        Assert.Contains(reason, errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clean_stop_is_0_and_says_nothing()
    {
        var (exit, _, errors) = await RunAsync(FaultyProgram.Clean);
        Assert.Empty(errors);
        Assert.Equal(0, exit);
    }

    private static Task<(int Exit, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> RunAsync(string fault) =>
        ProgramRun.RunAsync(
        typeof(FaultyProgram).Assembly.Location,
        [
            ("InsightsHub__AppName", "assets"), ("InsightsHub__HostTenant", "sandbox"), ("InsightsHub__ApiBase", "http://127.0.0.1:9"),
            ("InsightsHub__Providers__a__Issuer", "http://{tenant}.localhost/"),
            ("InsightsHub__Providers__a__KeysUrl", "http://127.0.0.1:9/token_keys"),
        ],
        fault, "--contentRoot", Path.Combine(EnterpriseHost.RepositoryRoot, "src", "Web"), "--urls",
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{SandboxHost.FreePort()}"));
}
