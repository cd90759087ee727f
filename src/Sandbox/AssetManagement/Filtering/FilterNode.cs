namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>A parsed filter.</summary>
internal abstract record FilterNode
{
    /// <summary>True when all members are; without members true.</summary>
    public sealed record All(IReadOnlyList<FilterNode> Members) : FilterNode;

    /// <summary>True when one member is.</summary>
    public sealed record Any(IReadOnlyList<FilterNode> Members) : FilterNode;

    /// <summary>True when the inner filter is not.</summary>
    public sealed record Not(FilterNode Inner) : FilterNode;

    /// <summary>One function on one field; several values with <see cref="FilterFunction.In"/> only.</summary>
    public sealed record Test(string Field, FilterFunction Function, IReadOnlyList<string?> Values) : FilterNode;
}
