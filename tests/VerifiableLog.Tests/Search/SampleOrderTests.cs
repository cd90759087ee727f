using Enterprise.VerifiableLog.Search;
using Xunit;

namespace Enterprise.VerifiableLog.Tests.Search;

/// <summary>The order in which a sample is drawn.</summary>
public sealed class SampleOrderTests
{
    [Fact]
    public void A_seed_s_portions_are_all_numbers_once_in_the_order_of_their_keys()
    {
        var drawn = SampleOrder.Portions(seed: 7, upTo: 1_000, portion: 10).SelectMany(portion => portion).ToList();
        Assert.Equal(Enumerable.Range(1, 1_000).Select(number => (long)number), drawn.Order());
        Assert.Equal(drawn.OrderBy(number => SampleOrder.Key(7, number)), drawn);
    }

    [Fact]
    public void Every_number_is_drawn_as_often_as_any_other()
    {
        var counts = new int[20];
        for (var seed = 0; seed < 20_000; seed++)
        {
            counts[SampleOrder.Portions(seed, 20, 20).First()[0] - 1]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));
    }
}
