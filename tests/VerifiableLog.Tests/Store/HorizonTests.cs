using Enterprise.VerifiableLog.Store.Postgres;
using Xunit;

namespace Enterprise.VerifiableLog.Tests.Store;

/// <summary>The horizon never passes a position whose writer may still commit.</summary>
public sealed class HorizonTests
{
    [Fact]
    public void It_waits_for_whoever_wrote_when_it_looked_and_for_nobody_else()
    {
        var horizon = new Horizon(3);
        Assert.Null(horizon.Observe(10, ["3/1", "4/7"]));
        Assert.Null(horizon.Observe(20, ["4/7", "5/1"]));
        Assert.Equal(10, horizon.Observe(30, ["5/1", "4/8"]));

        horizon.Rise(10);
        Assert.Equal(10, horizon.Floor);
        Assert.Null(horizon.Observe(40, ["5/1"]));
        Assert.Equal(40, horizon.Observe(50, []));
    }

    [Fact]
    public void Where_nobody_writes_it_promises_at_once() => Assert.Equal(10, new Horizon(0).Observe(10, []));
}
