namespace Enterprise.Sandbox.Data.Ordering;

/// <summary>
/// For each asset the rank of its value of one field; equal values have equal ranks. Only distinct values are compared, and everything else
/// is a sort of numbers, which keeps the first sort of 100,000 assets fast.
/// </summary>
internal static class FieldRanks
{
    /// <summary>Ranks by text, ignoring case, by code unit; null is greater than every value.</summary>
    public static int[] OfText(Asset[] assets, Func<Asset, string?> read)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var (values, numberOfAsset) = (new List<string>(), new int[assets.Length]);
        for (var index = 0; index < assets.Length; index++)
        {
            var number = -1;
            if (read(assets[index]) is { } text && !numbers.TryGetValue(text, out number))
            {
                number = values.Count;
                numbers.Add(text, number);
                values.Add(text.ToUpperInvariant());
            }

            numberOfAsset[index] = number;
        }

        return Ranks(numberOfAsset, values.ToArray(), keys => Array.Sort(keys.Values, keys.Numbers, StringComparer.Ordinal));
    }

    /// <summary>Ranks by number; null is greater than every value.</summary>
    public static int[] OfNumber(Asset[] assets, Func<Asset, ulong?> read)
    {
        var numbers = new Dictionary<ulong, int>();
        var (values, numberOfAsset) = (new List<ulong>(), new int[assets.Length]);
        for (var index = 0; index < assets.Length; index++)
        {
            var number = -1;
            if (read(assets[index]) is { } value && !numbers.TryGetValue(value, out number))
            {
                number = values.Count;
                numbers.Add(value, number);
                values.Add(value);
            }

            numberOfAsset[index] = number;
        }

        return Ranks(numberOfAsset, values.ToArray(), keys => Array.Sort(keys.Values, keys.Numbers));
    }

    private static int[] Ranks<T>(int[] numberOfAsset, T[] values, Action<(T[] Values, int[] Numbers)> sort)
    {
        var sorted = Enumerable.Range(0, values.Length).ToArray();
        sort((values, sorted));
        var rankOfNumber = new int[sorted.Length];
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            rankOfNumber[sorted[rank]] = rank;
        }

        return Array.ConvertAll(numberOfAsset, number => number < 0 ? values.Length : rankOfNumber[number]);
    }
}
