using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Types;

/// <summary>
/// Whose types are whose: those of the tenant <c>core</c> are public, all others private (source: Siemens' documentation).
/// </summary>
internal static class TypeScope
{
    public static string Of(string tenant) => string.Equals(tenant, CoreTypes.Asset.TenantId, StringComparison.Ordinal) ? "public"
        : "private";
}
