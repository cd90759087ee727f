namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>The fields that a leaf covers, as they are stored. Their meaning is that of <see cref="AccessEntry"/>.</summary>
public readonly record struct SealedFields
{
    /// <summary>The number in the tenant's chain.</summary>
    public long Sequence { get; init; }

    /// <summary>The tenant; null in the strangers' chain.</summary>
    public string? Tenant { get; init; }

    /// <summary>The id as <c>01234567-89ab-7def-8123-456789abcdef</c>.</summary>
    public string Id { get; init; }

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public long At { get; init; }

    /// <summary>As in the entry.</summary>
    public string? TenantAsSeen { get; init; }

    /// <summary>As in the entry.</summary>
    public string? Subtenant { get; init; }

    /// <summary>As in the entry.</summary>
    public string Action { get; init; }

    /// <summary>As in the entry.</summary>
    public string Outcome { get; init; }

    /// <summary>As in the entry.</summary>
    public string? Reason { get; init; }

    /// <summary>As in the entry.</summary>
    public string? Resource { get; init; }

    /// <summary>As in the entry.</summary>
    public string? ResourceName { get; init; }

    /// <summary>As in the entry.</summary>
    public long Items { get; init; }

    /// <summary>As in the entry.</summary>
    public long Occurrences { get; init; }

    /// <summary>As in the entry.</summary>
    public string? Remark { get; init; }

    /// <summary>As in the entry.</summary>
    public string RequestId { get; init; }

    /// <summary>As in the entry.</summary>
    public string? Issuer { get; init; }

    /// <summary>As in the entry.</summary>
    public string? Client { get; init; }

    /// <summary>As in the entry.</summary>
    public string? TokenHash { get; init; }

    /// <summary>As in the entry.</summary>
    public string? Roles { get; init; }

    /// <summary>As in the entry.</summary>
    public string Node { get; init; }

    /// <summary>As in the entry.</summary>
    public string Version { get; init; }
}
