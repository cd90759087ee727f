using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>
/// What one caller may see of the tenant's assets. A caller with a subtenant sees that subtenant's assets only, so not even the root.
/// Received assets are shown on demand. Whether the platform shows deleted assets in unfiltered lists is not known: here only
/// administrators see them.
/// </summary>
internal sealed record AssetView(string Tenant, string? Subtenant, bool WithReceived, bool WithDeleted, bool WithRestricted)
{
    public static AssetView Of(ApiCaller caller, bool includeShared, bool withPolicies)
    {
        var isAdmin = caller.Scopes.Contains(ReadingScopes.Admin);
        return new(caller.Tenant, caller.Subtenant, includeShared, WithDeleted: isAdmin, WithRestricted: isAdmin || !withPolicies);
    }

    public bool Shows(Asset asset) =>
        (WithReceived || !asset.IsReceived)
        && (WithRestricted || !asset.IsRestricted)
        && (WithDeleted || asset.Deleted is null)
        && (Subtenant is null || string.Equals(asset.SubTenant, Subtenant, StringComparison.Ordinal));
}
