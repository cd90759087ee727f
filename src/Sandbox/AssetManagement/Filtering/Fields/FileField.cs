using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>The field <c>fileId</c>: it matches when one of the asset's files matches, and null matches an asset without files.</summary>
internal sealed class FileField : FilterField<Asset>
{
    public override Func<Asset, bool> Bind(FilterNode.Test test, StringComparison comparison)
    {
        var matches = TextTest.Of(test, StringComparison.Ordinal);
        return asset => asset.Type.AllFiles.Count == 0
            ? matches(null)
            : asset.Type.AllFiles.Any(assigned => matches(assigned.File.Id.ToString()));
    }
}
