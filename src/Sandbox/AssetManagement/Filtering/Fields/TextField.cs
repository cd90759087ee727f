namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>A field with a text or null. Null matches only null.</summary>
/// <param name="read">Gives the text.</param>
internal sealed class TextField<T>(Func<T, string?> read) : FilterField<T>
{
    public override Func<T, bool> Bind(FilterNode.Test test, StringComparison comparison)
    {
        var matches = TextTest.Of(test, comparison);
        return item => matches(read(item));
    }
}
