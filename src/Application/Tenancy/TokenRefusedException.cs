using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.Tenancy;

/// <summary>Why a bearer token is not accepted, in the order in which the rules are tried.</summary>
public enum TokenRefusal
{
    /// <summary>It is not one signed token that can be read, names a member twice, or is larger than allowed.</summary>
    Malformed,

    /// <summary>Another algorithm than the one that the platform uses.</summary>
    WrongAlgorithm,

    /// <summary>No configured identity provider issues such tokens, or the token's tenant is not its issuer's.</summary>
    UnknownIssuer,

    /// <summary>The tenant is not among those that this application serves.</summary>
    TenantNotEnabled,

    /// <summary>It names no key that there could be, or one that is not in a key set fetched after the token arrived.</summary>
    UnknownKey,

    /// <summary>It was not signed by the key that it names.</summary>
    BadSignature,

    /// <summary>Its time is over, or it names none.</summary>
    Expired,

    /// <summary>It would last longer than any token of the platform.</summary>
    TooLong,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>It belongs to a program, or it is not an access token.</summary>
    NotAUser,

    /// <summary>It was issued for another application.</summary>
    WrongApplication,

    /// <summary>The key cannot be looked up now: no keys are known, or a fetch that would tell is pending, limited or failing.</summary>
    IdentityUnavailable,
}

/// <summary>A bearer token is not accepted.</summary>
/// <param name="detail">What was seen, without any part of the token that is secret.</param>
public sealed class TokenRefusedException(TokenRefusal reason, string detail, Exception? cause = null) : Exception(detail, cause)
{
    /// <summary>Why.</summary>
    public TokenRefusal Reason { get; } = reason;

    /// <summary>How far the token's clock is ahead of this server's, where that is the reason.</summary>
    public TimeSpan? ClockDifference { get; init; }

    /// <summary>The tenant that the token names, where it is not enabled. The token's signature has not been checked.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>When the same token can be judged, where it could not be yet.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
