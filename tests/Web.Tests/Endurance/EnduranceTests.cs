using Enterprise.Endurance;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Endurance;

/// <summary>
/// The short form of <c>tests/Endurance</c>: the application as a process, killed, cut off from its power, and with a disk that fails.
/// </summary>
public sealed class EnduranceTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_missing_after_kills_under_load()
    {
        var found = await KillRun.RunAsync(5, Short);
        Assert.True(found.HasLostNothing, found.ToString());
    }

    [GccFact]
    public async Task Nothing_that_was_acknowledged_is_missing_after_power_cuts_under_load()
    {
        Tool.Gcc.Require();
        var found = await PowerCutRun.RunAsync("FULL", 3, Short);
        Assert.True(found.IsGood, found.ToString());
    }

    [GccFact]
    public async Task A_power_cut_is_noticed_where_the_application_does_not_wait_for_its_disk()
    {
        Tool.Gcc.Require();
        var found = await PowerCutRun.RunAsync("OFF", 3, Short);
        Assert.True(found.IsGood, found.ToString());
    }

    [GccFact]
    public async Task A_disk_without_space_shows_nothing_that_is_not_recorded_and_is_forgotten_once_there_is_space() =>
        await FailAsync("no-space");

    [GccFact]
    public async Task A_disk_that_reports_errors_shows_nothing_that_is_not_recorded_and_is_forgotten_once_it_is_well() =>
        await FailAsync("eio");

    private static async Task FailAsync(string fault)
    {
        Tool.Gcc.Require();
        var found = await FaultRun.RunAsync(fault, TimeSpan.FromSeconds(5), connections: 8);
        Assert.True(found.HasLostNothing, found.ToString());
    }
}
