using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>
/// A field with an asset's id or null. Null matches only null, and case always matters. Parts of an id are compared without a string for
/// each of 100,000 assets.
/// </summary>
/// <param name="read">Gives the id.</param>
internal sealed class IdField(Func<Asset, AssetId?> read) : FilterField<Asset>
{
    private delegate bool PartTest(ReadOnlySpan<char> text, ReadOnlySpan<char> part);

    public override Func<Asset, bool> Bind(FilterNode.Test test, StringComparison comparison)
    {
        PartTest? holds = test.Function switch
        {
            FilterFunction.StartsWith => MemoryExtensions.StartsWith,
            FilterFunction.EndsWith => MemoryExtensions.EndsWith,
            FilterFunction.Contains => (text, part) => text.IndexOf(part) >= 0,
            _ => null,
        };
        if (holds is null)
        {
            var matches = TextTest.Of(test, StringComparison.Ordinal);
            return asset => matches(read(asset)?.ToString());
        }

        var part = test.Values[0]!;
        return asset =>
        {
            Span<char> text = stackalloc char[AssetId.TextLength];
            return read(asset) is { } id && id.TryFormat(text) && holds(text, part);
        };
    }
}
