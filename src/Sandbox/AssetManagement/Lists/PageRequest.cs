namespace Enterprise.Sandbox.AssetManagement.Lists;

/// <summary>
/// The parameters <c>page</c> (from 0) and <c>size</c> (default 10, source: Siemens' documentation). The documentation recommends at most
/// 200, and real clients send 2,000. What the platform answers above 200 is not known: here 2,000 is the greatest size, or 200 with a
/// switch.
/// </summary>
internal sealed record PageRequest(int Number, int Size)
{
    private const int DefaultSize = 10;
    private const int GreatestSize = 2_000;
    private const int RecommendedSize = 200;

    /// <summary>Reads both parameters.</summary>
    /// <exception cref="ApiException">One is no number, or out of range.</exception>
    public static PageRequest Of(ApiRequest request) => new(
        request.Query.Number("page", 0, 0, int.MaxValue),
        request.Query.Number("size", DefaultSize, 1, request.Options.RefuseLargePages ? RecommendedSize : GreatestSize));

    /// <summary>The index of the page's first item; beyond the end for a page that does not exist.</summary>
    public long First => (long)Number * Size;

    public int PagesOf(int total) => (total + Size - 1) / Size;
}
