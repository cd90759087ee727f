namespace Enterprise.Sandbox.Identity;

/// <summary>
/// Who calls one of the Sandbox's platform APIs, taken from a bearer token whose signature and lifetime were checked. The API sees nothing
/// else of the request's identity: tenant and subtenant come from here only.
/// </summary>
/// <param name="Tenant">The tenant's name, the claim <c>ten</c>.</param>
/// <param name="Subtenant">The subtenant's id, or null for a caller of the tenant itself.</param>
/// <param name="Scopes">The token's scopes, compared as whole strings.</param>
public sealed record ApiCaller(string Tenant, string? Subtenant, IReadOnlySet<string> Scopes);
