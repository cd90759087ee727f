namespace Enterprise.Domain.Tenancy;

/// <summary>
/// A person signed in to one tenant. The same e-mail in two tenants is two users: they are told apart by tenant and id, never by name.
/// </summary>
/// <param name="Tenant">The tenant that the user is signed in to: the one identity that it has here, also after the platform moved it to
/// another id.</param>
/// <param name="Subtenant">The subtenant that the user is bound to, or null for a user of the whole tenant.</param>
/// <param name="Id">The stable id that the identity service gives.</param>
/// <param name="Name">The name to show, the user's e-mail address on this platform.</param>
public sealed record TenantUser(TenantId Tenant, SubtenantId? Subtenant, string Id, string Name)
{
    /// <summary>
    /// The tenant's id as the token named it; another than <see cref="Tenant"/> for a tenant that the platform has moved.
    /// </summary>
    public TenantId TenantAsSeen { get; init; } = Tenant;
}
