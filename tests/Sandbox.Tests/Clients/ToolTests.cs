using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Clients;

public sealed class ToolTests
{
    private static readonly Tool Missing = new("Lathe", "make lathe", () => null);
    private static readonly Tool Present = new("Lathe", "make lathe", () => "/bin/lathe");

    [Fact]
    public void A_missing_tool_skips_with_the_command_that_installs_it() =>
        Assert.Equal("Lathe was not found. Install it: make lathe", ToolFactAttribute.ReasonToSkip(Missing, ci: null));

    [Fact]
    public void A_missing_tool_fails_in_CI_with_the_same_reason()
    {
        Assert.Null(ToolFactAttribute.ReasonToSkip(Missing, ci: "true"));
        Assert.Equal(Missing.Missing, Assert.Throws<InvalidOperationException>(Missing.Require).Message);
    }

    [Fact]
    public void A_tool_that_is_there_runs()
    {
        Assert.Null(ToolFactAttribute.ReasonToSkip(Present, ci: null));
        Assert.Equal("/bin/lathe", Present.Require());
    }
}
