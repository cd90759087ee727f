namespace Enterprise.Application.Tenancy;

/// <summary>Where a request came from.</summary>
/// <param name="RequestId">The request's id: on every page, in the access log and in the service's log.</param>
/// <param name="Address">The network address that this server saw, or null.</param>
/// <param name="UserAgent">The client's description of itself, or null. Foreign text.</param>
public sealed record RequestOrigin(string RequestId, string? Address, string? UserAgent);
