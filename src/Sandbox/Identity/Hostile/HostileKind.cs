namespace Enterprise.Sandbox.Identity.Hostile;

/// <summary>One way in which a token can be wrong, or nearly wrong.</summary>
/// <param name="Key">Its name, words joined by hyphens.</param>
/// <param name="Description">What is wrong with it, in plain words.</param>
/// <param name="Expected">How an application should refuse it, one of <see cref="Refusal"/>.</param>
public sealed record HostileKind(string Key, string Description, string Expected)
{
    /// <summary>The group that it is listed in.</summary>
    public string Group { get; init; } = "Genuine";

    internal Func<Forge, string> Make { get; init; } = forge => forge.Genuine();

    internal static HostileKind Of(string key, string description, string expected, Func<Forge, string> make) =>
        new(key, description, expected) { Make = make };
}

/// <summary>
/// The answers that an application should distinguish. It is expected to check in this order: readable, size, duplicates; algorithm;
/// issuer, tenant and zone; tenant enabled; key and signature; times; kind of token; application. A member of a wrong type is refused where
/// its value would be looked at.
/// </summary>
public static class Refusal
{
    /// <summary>Not refused: the token is good, or wrong within what is tolerated.</summary>
    public const string Accepted = "accepted";

    /// <summary>
    /// So large that the web server may end it with 431 before the application reads it; <see cref="Malformed"/> where it does not.
    /// </summary>
    public const string TooLarge = "too_large";

    /// <summary>Not readable: parts, encoding, JSON, duplicate members, more than 16 KiB, a critical extension.</summary>
    public const string Malformed = "token_malformed";

    /// <summary>Wrong algorithm, unknown key, or a signature that is not the key's.</summary>
    public const string BadSignature = "bad_signature";

    /// <summary>An issuer that is not the platform's, or a tenant or zone that is not the issuer's.</summary>
    public const string UnknownIssuer = "unknown_issuer";

    /// <summary>A tenant that the application is not open to.</summary>
    public const string TenantNotEnabled = "tenant_not_enabled";

    /// <summary>Past its end, or without an end that can be read.</summary>
    public const string Expired = "token_expired";

    /// <summary>An end more than 24 hours ahead.</summary>
    public const string Lifetime = "token_lifetime";

    /// <summary>From the future.</summary>
    public const string NotYetValid = "token_not_yet_valid";

    /// <summary>A token that never stands for a person at a page: technical, refresh, id token.</summary>
    public const string NotAUser = "not_a_user";

    /// <summary>Issued for another application.</summary>
    public const string WrongApplication = "wrong_application";
}
