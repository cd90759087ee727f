namespace Enterprise.VerifiableLog.Search;

/// <summary>
/// The order in which a seed draws the entries of a chain: entry <c>n</c> has the key <c>mix(mix(seed) + n · 9E3779B97F4A7C15)</c> of 64
/// bits, and the smallest key is drawn first. <c>mix</c> is the finaliser of SplitMix64, so that every order is as likely as any other, and
/// can be repeated elsewhere.
/// </summary>
internal static class SampleOrder
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The key of an entry.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="sequence">The entry's number in its chain.</param>
    public static ulong Key(long seed, long sequence) => unchecked(Mix(Mix((ulong)seed) + ((ulong)sequence * Golden)));

    /// <summary>The numbers 1 to <paramref name="upTo"/> in the order of their keys, made in portions while they are read.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="upTo">The greatest number.</param>
    /// <param name="portion">About how many numbers the first portion has; each further one has four times as many.</param>
    /// <returns>Portions of numbers; together all of them, each once.</returns>
    public static IEnumerable<IReadOnlyList<long>> Portions(long seed, long upTo, int portion)
    {
        var (done, last) = (0UL, false);
        for (var size = (double)portion; !last; size *= 4)
        {
            last = size >= upTo;
            var bound = last ? ulong.MaxValue : (ulong)(size / upTo * ulong.MaxValue);
            var keyed = new List<(ulong Key, long Number)>();
            for (var number = 1L; number <= upTo; number++)
            {
                var key = Key(seed, number);
                if (key <= bound && (key > done || done == 0))
                {
                    keyed.Add((key, number));
                }
            }

            keyed.Sort();
            done = bound;
            yield return [.. keyed.Select(one => one.Number)];
        }
    }

    private static ulong Mix(ulong number)
    {
        var once = unchecked((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9);
        var twice = unchecked((once ^ (once >> 27)) * 0x94D049BB133111EB);
        return twice ^ (twice >> 31);
    }
}
