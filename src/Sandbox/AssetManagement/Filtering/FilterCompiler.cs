using Enterprise.Sandbox.AssetManagement.Filtering.Fields;

namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>
/// Turns a filter's text into a question to an item. Whether the platform's text functions mind the case of letters is not documented, so
/// it is an option: <paramref name="comparison"/> ignores case by default. Hexadecimal ids and the names of fields and functions always
/// compare exactly.
/// </summary>
/// <param name="fields">The filterable fields by name.</param>
/// <param name="comparison">How text that is no id compares.</param>
internal sealed class FilterCompiler<T>(
    IReadOnlyDictionary<string, FilterField<T>> fields,
    StringComparison comparison = StringComparison.OrdinalIgnoreCase)
{
    private readonly FilterParser _parser = new(fields.ContainsKey);

    /// <summary>Compiles one filter; an absent or empty one is true for everything.</summary>
    /// <exception cref="InvalidFilterException">It is no JSON, or outside the grammar.</exception>
    public CompiledFilter<T> Compile(string? text)
    {
        var node = string.IsNullOrWhiteSpace(text) ? new FilterNode.All([]) : _parser.Parse(text);
        return new(node, Compile(node));
    }

    private Func<T, bool> Compile(FilterNode node)
    {
        switch (node)
        {
            case FilterNode.All { Members: [var only] }:
                return Compile(only);
            case FilterNode.All all:
                var conditions = all.Members.Select(Compile).ToArray();
                return item => Array.TrueForAll(conditions, condition => condition(item));
            case FilterNode.Any any:
                var alternatives = any.Members.Select(Compile).ToArray();
                return item => Array.Exists(alternatives, alternative => alternative(item));
            case FilterNode.Not not:
                var inner = Compile(not.Inner);
                return item => !inner(item);
            case FilterNode.Test test:
                return fields[test.Field].Bind(test, comparison);
            default:
                throw new NotSupportedException(node.GetType().Name);
        }
    }
}
