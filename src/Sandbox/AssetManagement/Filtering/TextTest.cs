namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>The functions on text.</summary>
internal static class TextTest
{
    /// <summary>Makes the question to one text.</summary>
    /// <exception cref="InvalidFilterException">The function is one on timestamps.</exception>
    public static Func<string?, bool> Of(FilterNode.Test test, StringComparison comparison)
    {
        var first = test.Values.Count > 0 ? test.Values[0] : null;
        switch (test.Function)
        {
            case FilterFunction.Eq:
                return text => string.Equals(text, first, comparison);
            case FilterFunction.In:
                var hasNull = test.Values.Any(value => value is null);
                var values = test.Values.OfType<string>().ToHashSet(StringComparer.FromComparison(comparison));
                return text => text is null ? hasNull : values.Contains(text);
            case FilterFunction.StartsWith:
                return text => text is not null && text.StartsWith(first!, comparison);
            case FilterFunction.EndsWith:
                return text => text is not null && text.EndsWith(first!, comparison);
            case FilterFunction.Contains:
                return text => text is not null && text.Contains(first!, comparison);
            default:
                throw new InvalidFilterException($"Field '{test.Field}' is no timestamp");
        }
    }
}
