namespace Enterprise.Sandbox.AssetManagement.Filtering.Fields;

/// <summary>A field with a timestamp (UTC) or null. Null matches only null.</summary>
internal sealed class TimeField<T>(Func<T, DateTime?> read) : FilterField<T>
{
    public override Func<T, bool> Bind(FilterNode.Test test, StringComparison comparison)
    {
        switch (test.Function)
        {
            case FilterFunction.Eq:
            case FilterFunction.In:
                var values = test.Values.Select(FilterTime.ParseOrNull).ToHashSet();
                return item => values.Contains(read(item));
            case FilterFunction.Before:
                var end = FilterTime.Parse(test.Values[0]);
                return item => read(item) < end;
            case FilterFunction.After:
                var start = FilterTime.Parse(test.Values[0]);
                return item => read(item) > start;
            case FilterFunction.Between:
                var interval = FilterInterval.Parse(test.Values[0]);
                return item => read(item) is { } time && interval.Contains(time);
            default:
                throw new InvalidFilterException($"Field '{test.Field}' is a timestamp and no text");
        }
    }
}
