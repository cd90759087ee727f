namespace Enterprise.Domain.Assets;

/// <summary>One asset as the platform describes it to the user who asks.</summary>
public sealed record Asset
{
    /// <summary>The id: the only key, because names are not unique.</summary>
    public required AssetId Id { get; init; }

    /// <summary>The tenant that owns the asset; another tenant's for an asset that was shared with the reader's.</summary>
    public required string Owner { get; init; }

    /// <summary>The subtenant that the asset belongs to, if any.</summary>
    public string? Subtenant { get; init; }

    /// <summary>The name, 1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    public required AssetTypeId Type { get; init; }

    /// <summary>The id that the tenant gave, a serial number for example.</summary>
    public string? ExternalId { get; init; }

    /// <summary>What the asset is, in the tenant's words.</summary>
    public string? Description { get; init; }

    /// <summary>The asset's time zone as a Java zone id, for example <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The kind of twin: <c>performance</c> or <c>simulation</c>; values that came later are kept as they are.</summary>
    public string? TwinType { get; init; }

    /// <summary>The parent; the root asset names one that is not readable.</summary>
    public AssetId? Parent { get; init; }

    /// <summary>The place, or null.</summary>
    public Location? Location { get; init; }

    /// <summary>How the asset is shared: <c>SHARER</c>, <c>RECEIVER</c>, or nothing; values that came later are kept as they are.</summary>
    public IReadOnlyList<string> SharingModes { get; init; } = [];

    /// <summary>The ancestors from the root down to the parent; known for an asset that was read alone, empty in lists.</summary>
    public IReadOnlyList<AssetReference> Path { get; init; } = [];

    /// <summary>The asset's own variables with their values.</summary>
    public IReadOnlyList<VariableValue> Variables { get; init; } = [];

    /// <summary>The values of its static aspects.</summary>
    public IReadOnlyList<AspectValues> AspectValues { get; init; } = [];
}
