namespace Enterprise.Sandbox.Data;

/// <summary>A group of variables that asset types are composed of.</summary>
/// <param name="Id">Tenant, dot, name; for instance <c>acme.process</c>.</param>
/// <param name="Name">The name that people read.</param>
/// <param name="Category"><c>dynamic</c> (time series) or <c>static</c> (values in the asset).</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Variables">Its variables.</param>
internal sealed record AspectType(string Id, string Name, string Category, string Description, IReadOnlyList<VariableDefinition> Variables)
{
    public const string Dynamic = "dynamic";

    public const string Static = "static";

    public bool IsStatic => string.Equals(Category, Static, StringComparison.Ordinal);

    public string TenantId => Id[..Id.IndexOf('.', StringComparison.Ordinal)];
}
