using System.Collections.Concurrent;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>A field that follows from the asset's type. It matches when one of its texts does; each type is tested once.</summary>
/// <param name="read">Gives the texts of a type.</param>
/// <param name="isId">True for hexadecimal ids, whose case always matters.</param>
internal sealed class TypeField(Func<AssetType, IEnumerable<string?>> read, bool isId = false) : FilterField<Asset>
{
    public override Func<Asset, bool> Bind(FilterNode.Test test, StringComparison comparison)
    {
        var matches = TextTest.Of(test, isId ? StringComparison.Ordinal : comparison);
        var results = new ConcurrentDictionary<AssetType, bool>();
        return asset => results.GetOrAdd(asset.Type, type => read(type).Any(matches));
    }
}
