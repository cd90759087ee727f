namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>A field with a text or null. Null matches only null.</summary>
/// <param name="read">Gives the text.</param>
/// <param name="isId">True for hexadecimal ids, whose case always matters.</param>
internal sealed class TextField<T>(Func<T, string?> read, bool isId = false) : FilterField<T>
{
    public override Func<T, bool> Bind(FilterNode.Test test, StringComparison comparison)
    {
        var matches = TextTest.Of(test, isId ? StringComparison.Ordinal : comparison);
        return item => matches(read(item));
    }
}
