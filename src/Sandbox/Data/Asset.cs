namespace Enterprise.Sandbox.Data;

/// <summary>One asset. Values that follow from its id or its type are computed when asked for, which keeps 100,000 of them small.</summary>
internal sealed class Asset
{
    /// <summary>The position in <see cref="TenantData.Assets"/>.</summary>
    public required int Index { get; init; }

    public required AssetId Id { get; init; }

    public required Asset? Parent { get; init; }

    public required AssetType Type { get; init; }

    /// <summary>The owner, which for a received asset is another tenant than the one whose data holds it.</summary>
    public required string TenantId { get; init; }

    /// <summary>1 to 128 characters without <c>/</c> and <c>\</c> (source: Siemens' OpenAPI definition).</summary>
    public required string Name { get; init; }

    public string? ExternalId { get; init; }

    public string? Description { get; init; }

    public string? SubTenant { get; init; }

    public required string Timezone { get; init; }

    public Location? OwnLocation { get; init; }

    public DateTime? Deleted { get; init; }

    public SharingMode Sharing { get; init; }

    public bool IsSimulation { get; init; }

    public bool IsReceived => Sharing == SharingMode.Receiver;

    public string TwinType => IsSimulation ? "simulation" : "performance";

    public int Etag => Id.Pick(12, topic: 1);

    /// <summary>The parent's id. A root has none, or with <see cref="DataOptions.RootHasParent"/> one that is in no list.</summary>
    public AssetId? ParentId => Parent?.Id ?? UnlistedParentId;

    public AssetId? UnlistedParentId { get; init; }

    /// <summary>Hidden by a policy from everyone except administrators, where policies are switched on.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>The asset whose location holds for this one: itself or its nearest ancestor with a location of its own.</summary>
    public Asset? LocationHolder
    {
        get
        {
            var holder = this;
            while (holder is { OwnLocation: null })
            {
                holder = holder.Parent;
            }

            return holder;
        }
    }
}
