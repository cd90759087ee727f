namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>A filterable field of <typeparamref name="T"/>: it knows how to turn a function into a question to an item.</summary>
internal abstract class FilterField<T>
{
    /// <summary>Binds a function to this field.</summary>
    /// <param name="test">The function and its values.</param>
    /// <param name="comparison">How text that is no id compares.</param>
    /// <exception cref="InvalidFilterException">The function does not fit this field.</exception>
    public abstract Func<T, bool> Bind(FilterNode.Test test, StringComparison comparison);
}
