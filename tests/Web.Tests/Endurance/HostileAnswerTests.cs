using Enterprise.Endurance.Hostile;
using Xunit;

namespace Enterprise.Web.Tests.Endurance;

/// <summary>
/// The short form of <c>tests/Endurance -- hostile</c>: a thousand of the wrong answers that another service can give. Those that only take
/// their time are left to <see cref="Assets.BudgetTests"/> and its clock.
/// </summary>
public sealed class HostileAnswerTests
{
    private const int Seed = 10;

    [Fact]
    public async Task Wrong_answers_of_the_platform_end_nothing_and_leave_no_entry_without_an_answer()
    {
        var found = await HostileRun.RunAsync(Seed, sample: 900);
        Assert.True(found.IsGood, found.ToString());
    }

    [Fact]
    public async Task Wrong_key_sets_leave_the_keys_in_use()
    {
        var found = await HostileKeys.RunAsync(Seed, sample: 100);
        Assert.True(found.IsGood, found.ToString());
    }
}
