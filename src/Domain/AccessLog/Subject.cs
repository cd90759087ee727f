namespace Enterprise.Domain.AccessLog;

/// <summary>
/// The personal part of an access entry: who, and from where. It is kept apart from the entry so that it can be erased without touching the
/// entry.
/// </summary>
/// <param name="UserId">The user's stable id, or null if the caller could not be identified.</param>
/// <param name="UserName">The user's name as it was at the time, or null.</param>
/// <param name="Address">The network address that connected, as seen by this server, or null. Behind a proxy it is the proxy's.</param>
/// <param name="Forwarded">The address that the header <c>X-Forwarded-For</c> named, or null where there was none.</param>
/// <param name="IsForwardedTrusted">Whether <paramref name="Forwarded"/> was written by a proxy of the configuration; otherwise any
/// client may have written it.</param>
/// <param name="UserAgent">The client's own description, cut at 512 characters, or null.</param>
public sealed record Subject(string? UserId, string? UserName, string? Address, string? Forwarded, bool IsForwardedTrusted,
    string? UserAgent)
{
    /// <summary>The greatest length of an id or a name, in characters.</summary>
    public const int MaxName = 256;

    /// <summary>The greatest length of an address, in characters.</summary>
    public const int MaxAddress = 64;

    /// <summary>The length at which a client's description is cut, in characters.</summary>
    public const int MaxUserAgent = 512;
}
