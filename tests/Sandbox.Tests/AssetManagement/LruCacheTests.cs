using Enterprise.Sandbox.AssetManagement.Assets;
using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

public sealed class LruCacheTests
{
    [Fact]
    public void The_longest_unused_is_forgotten_first()
    {
        var latest = new LruCache<string, int>(capacity: 2);
        latest.Set("a", 1);
        latest.Set("b", 2);
        Assert.True(latest.TryGet("a", out _));
        latest.Set("c", 3);
        Assert.False(latest.TryGet("b", out _));
        Assert.True(latest.TryGet("a", out var a) && a == 1);
        Assert.True(latest.TryGet("c", out var c) && c == 3);
    }

    [Fact]
    public void A_value_set_again_is_replaced_and_takes_no_second_place()
    {
        var latest = new LruCache<string, int>(capacity: 2);
        latest.Set("a", 1);
        latest.Set("b", 2);
        latest.Set("a", 3);
        latest.Set("c", 4);
        Assert.False(latest.TryGet("b", out _));
        Assert.True(latest.TryGet("a", out var a) && a == 3);
    }
}
