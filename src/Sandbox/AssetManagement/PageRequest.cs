namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// The parameters <c>page</c> (from 0) and <c>size</c> (default 10, source: Siemens' documentation). That documentation recommends at most 200
/// and real clients send 2,000, which is the greatest size here; what the platform answers above 200 is not known.
/// </summary>
internal sealed record PageRequest(int Number, int Size)
{
    private const int DefaultSize = 10;
    private const int GreatestSize = 2_000;

    /// <summary>Reads both parameters.</summary>
    /// <exception cref="RefusedException">One is no number, or out of range.</exception>
    public static PageRequest Of(QueryParameters query) =>
        new(query.Number("page", 0, 0, int.MaxValue), query.Number("size", DefaultSize, 1, GreatestSize));

    /// <summary>The index of the page's first item; beyond the end for a page that does not exist.</summary>
    public long First => (long)Number * Size;

    public int PagesOf(int total) => (total + Size - 1) / Size;
}
