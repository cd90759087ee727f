using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// What one caller may see of the tenant's assets. A caller with a subtenant sees that subtenant's assets only, so not even the root.
/// Received assets show on demand. Whether the platform shows deleted assets in unfiltered lists is not known: here to administrators only.
/// </summary>
internal sealed record AssetView(string Tenant, string? Subtenant, bool WithReceived, bool WithDeleted)
{
    public static AssetView Of(ApiCaller caller, bool includeShared) =>
        new(caller.Tenant, caller.Subtenant, includeShared, caller.Scopes.Contains(ReadingScopes.Admin));

    public bool Shows(Asset asset) =>
        (WithReceived || !asset.IsReceived)
        && (WithDeleted || asset.Deleted is null)
        && (Subtenant is null || string.Equals(asset.SubTenant, Subtenant, StringComparison.Ordinal));
}
