using Enterprise.Sandbox.Data.Files;

namespace Enterprise.Sandbox.Data;

/// <summary>An asset type; it inherits the aspects and variables of its parents.</summary>
internal sealed class AssetType(
    string id,
    string name,
    AssetType? parent,
    string description = "",
    bool instantiable = true,
    IReadOnlyList<AspectSlot>? aspects = null,
    IReadOnlyList<VariableDefinition>? variables = null)
{
    /// <summary>Tenant, dot, name: <c>[A-Za-z0-9_]{1,8}\.[A-Za-z0-9_]+</c> (source: Siemens' OpenAPI definition).</summary>
    public string Id => id;

    public string Name => name;

    public string Description => description;

    public AssetType? Parent => parent;

    public bool Instantiable => instantiable;

    public string TenantId { get; } = id[..id.IndexOf('.', StringComparison.Ordinal)];

    public IReadOnlyList<AspectSlot> OwnAspects { get; } = aspects ?? [];

    public IReadOnlyList<VariableDefinition> OwnVariables { get; } = variables ?? [];

    /// <summary>A manual and a photo for every type of a tenant that assets can have.</summary>
    public IReadOnlyList<TypeFile> OwnFiles { get; } = TypeFile.Of(id, name, instantiable);

    /// <summary>Inherited files first; a file of the type itself replaces an inherited one with the same key.</summary>
    public IReadOnlyList<(string TypeId, TypeFile File)> AllFiles { get; } =
        TypeFile.Inherit(parent, id, TypeFile.Of(id, name, instantiable));

    /// <summary>Inherited aspects first.</summary>
    public IReadOnlyList<AspectSlot> AllAspects { get; } = [.. parent?.AllAspects ?? [], .. aspects ?? []];

    /// <summary>Inherited variables first.</summary>
    public IReadOnlyList<VariableDefinition> AllVariables { get; } = [.. parent?.AllVariables ?? [], .. variables ?? []];
}
