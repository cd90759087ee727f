namespace Enterprise.Application.Tenancy;

/// <summary>The names of the claims that a validated token leaves behind. The door writes them, and only from a token that passed every rule.</summary>
public static class CallerClaims
{
    /// <summary>The tenant.</summary>
    public const string Tenant = "tenant";

    /// <summary>The subtenant, absent for a user of the whole tenant.</summary>
    public const string Subtenant = "subtenant";

    /// <summary>The user's stable id.</summary>
    public const string UserId = "user_id";

    /// <summary>The user's name.</summary>
    public const string UserName = "user_name";

    /// <summary>One scope; the claim repeats.</summary>
    public const string Scope = "scope";
}
