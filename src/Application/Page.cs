namespace Enterprise.Application;

/// <summary>One page of a longer list.</summary>
/// <param name="Items">The items of this page, possibly none.</param>
/// <param name="Number">The page's number, from 1.</param>
/// <param name="Size">How many items a full page has.</param>
/// <param name="Total">How many items all pages have.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int Size, long Total)
{
    /// <summary>How many pages there are, at least one.</summary>
    public long Count => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The number of the first item of this page, from 1; 0 where the page is empty.</summary>
    public long First => Items.Count == 0 ? 0 : ((long)(Number - 1) * Size) + 1;

    /// <summary>The number of the last item of this page; 0 where the page is empty.</summary>
    public long Last => Items.Count == 0 ? 0 : First + Items.Count - 1;

    /// <summary>The same page with other items.</summary>
    /// <param name="convert">Makes one item from another.</param>
    public Page<TOther> Select<TOther>(Func<T, TOther> convert) => new([.. Items.Select(convert)], Number, Size, Total);
}
