namespace Enterprise.Sandbox.Data;

/// <summary>What an asset has beside parent, type and name. Null means inherited or absent.</summary>
internal sealed record AssetDetails
{
    public string? ExternalId { get; init; }

    public string? Description { get; init; }

    public Location? Location { get; init; }

    public string? Timezone { get; init; }

    public string? SubTenant { get; init; }

    public SharingMode? Sharing { get; init; }

    public DateTime? Deleted { get; init; }

    /// <summary>Hidden by a policy from everyone except administrators.</summary>
    public bool? IsRestricted { get; init; }

    public bool IsSimulation { get; init; }
}
