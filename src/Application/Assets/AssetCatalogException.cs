namespace Enterprise.Application.Assets;

/// <summary>Why the platform gave no assets.</summary>
public enum CatalogFailure
{
    /// <summary>The platform does not accept the user's token any more.</summary>
    TokenRefused,

    /// <summary>The platform refuses this user the right to read assets.</summary>
    RightMissing,

    /// <summary>The platform asks for fewer requests.</summary>
    TooManyRequests,

    /// <summary>No answer within the time allowed.</summary>
    Slow,

    /// <summary>No connection, or an answer that says that the service is out of order.</summary>
    Down,

    /// <summary>An answer that is not what Asset Management answers.</summary>
    Nonsense,
}

/// <summary>The platform refused or could not answer; nothing may be shown.</summary>
/// <param name="detail">What was seen, for the service's log; never shown to a user.</param>
public sealed class AssetCatalogException(CatalogFailure failure, string detail, Exception? cause = null) : Exception(detail, cause)
{
    /// <summary>Why.</summary>
    public CatalogFailure Failure { get; } = failure;

    /// <summary>The stable code of the failure, for example <c>platform_slow</c>.</summary>
    public string Code => Failure switch
    {
        CatalogFailure.TokenRefused => "platform_token_refused",
        CatalogFailure.RightMissing => "platform_right_missing",
        CatalogFailure.TooManyRequests => "platform_busy",
        CatalogFailure.Slow => "platform_slow",
        CatalogFailure.Down => "platform_down",
        _ => "platform_invalid_response",
    };

    /// <summary>Whether the platform decided to refuse, as against something being out of order.</summary>
    public bool IsRefusal => Failure is CatalogFailure.TokenRefused or CatalogFailure.RightMissing;
}
