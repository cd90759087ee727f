namespace Enterprise.Sandbox.Data;

/// <summary>What the data is made from.</summary>
/// <param name="Seed">The same number gives the same assets, ids included.</param>
/// <param name="RootHasParent">Gives roots the id of a parent that is in no list.</param>
internal sealed record DataOptions(int Seed, bool RootHasParent = false);
