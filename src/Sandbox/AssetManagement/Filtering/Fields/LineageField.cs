using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>The field <c>hasType</c>: it matches when the asset's type matches or one that it derives from.</summary>
internal sealed class LineageField : FilterField<Asset>
{
    public override Func<Asset, bool> Bind(FilterNode.Test test, StringComparison comparison)
    {
        var matches = TextTest.Of(test, comparison);
        return asset =>
        {
            var type = asset.Type;
            while (type is not null && !matches(type.Id))
            {
                type = type.Parent;
            }

            return type is not null;
        };
    }
}
