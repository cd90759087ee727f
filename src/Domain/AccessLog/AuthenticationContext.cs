namespace Enterprise.Domain.AccessLog;

/// <summary>How the user of an entry was known: facts of the token that are neither secret nor personal.</summary>
/// <param name="Issuer">The token's issuer, an address.</param>
/// <param name="Client">The client that the token was issued to: the application's own id at the platform.</param>
/// <param name="TokenHash">The first 32 hexadecimal digits of the SHA-256 of the token's id; it tells two tokens apart and cannot be turned
/// back.</param>
/// <param name="Roles">The roles of this application that the token carries, joined by a space.</param>
public sealed record AuthenticationContext(string? Issuer, string? Client, string? TokenHash, string? Roles)
{
    /// <summary>The greatest length of each member, in characters.</summary>
    public const int MaxText = 256;
}
