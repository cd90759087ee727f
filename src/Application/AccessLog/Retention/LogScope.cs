using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>Which chain of the log: one tenant's, that of unauthenticated callers, or all.</summary>
public sealed record LogScope
{
    private LogScope(string? chain, TenantId? tenant) => (Chain, Tenant) = (chain, tenant);

    /// <summary>Every chain.</summary>
    public static LogScope All { get; } = new(null, null);

    /// <summary>The chain of requests without a valid token.</summary>
    public static LogScope Unauthenticated { get; } = new(string.Empty, null);

    /// <summary>The chain as the store names it: a tenant, empty for unauthenticated callers, null for all.</summary>
    public string? Chain { get; }

    /// <summary>The tenant; null for unauthenticated callers and for all.</summary>
    public TenantId? Tenant { get; }

    /// <summary>One tenant's chain.</summary>
    public static LogScope Of(TenantId tenant) => new(tenant.Value, tenant);

    /// <summary>The chain that the store names so.</summary>
    /// <param name="chain">A tenant, empty for unauthenticated callers, null for all.</param>
    public static LogScope OfChain(string? chain) =>
        chain switch { null => All, "" => Unauthenticated, var tenant => Of(TenantId.Parse(tenant)) };

    /// <summary>In words.</summary>
    /// <returns>For example <c>acme</c>, <c>(unauthenticated)</c>, <c>(all)</c>; no tenant has a bracket in its name.</returns>
    public override string ToString() => Chain switch { null => "(all)", "" => "(unauthenticated)", var tenant => tenant };
}
