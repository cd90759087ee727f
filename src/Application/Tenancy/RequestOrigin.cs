namespace Enterprise.Application.Tenancy;

/// <summary>Where a request came from.</summary>
/// <param name="RequestId">The request's id: on every page, in the access log and in the service's log.</param>
/// <param name="Address">The network address that connected, as this server saw it, or null.</param>
/// <param name="Forwarded">The address that <c>X-Forwarded-For</c> named, or null. Foreign text where it is not trusted.</param>
/// <param name="IsForwardedTrusted">Whether a proxy of the configuration wrote <paramref name="Forwarded"/>.</param>
/// <param name="UserAgent">The client's description of itself, or null. Foreign text.</param>
public sealed record RequestOrigin(string RequestId, string? Address, string? Forwarded, bool IsForwardedTrusted, string? UserAgent)
{
    /// <summary>Something remarkable about the request, see <see cref="Domain.AccessLog.AccessRemark"/>; null for most.</summary>
    public string? Remark { get; init; }
}
