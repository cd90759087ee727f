namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>A filter as tree and as question.</summary>
internal sealed record CompiledFilter<T>(FilterNode Node, Func<T, bool> Matches);
