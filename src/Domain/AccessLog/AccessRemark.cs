namespace Enterprise.Domain.AccessLog;

/// <summary>The remarks that an entry may carry.</summary>
public static class AccessRemark
{
    /// <summary>
    /// The same token was used from another network address before: it may have been stolen, or its user changed networks.
    /// </summary>
    public const string TokenSeenElsewhere = "token_seen_elsewhere";
}
