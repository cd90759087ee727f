namespace Enterprise.Sandbox.Identity;

/// <summary>A person who can sign in.</summary>
/// <param name="UserId">Stable id, the token's <c>user_id</c>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Tenant">The tenant's name. A user who exists in two tenants is two users.</param>
/// <param name="Role">The role in words, for the list of people.</param>
/// <param name="Scopes">The scopes of this person, of the application (<c>assets.…</c>) and of the platform.</param>
/// <param name="Subtenant">The subtenant's id, or null.</param>
public sealed record Person(Guid UserId, string Name, string Tenant, string Role, IReadOnlyList<string> Scopes, string? Subtenant = null)
{
    /// <summary>The e-mail address, which the platform uses as user name.</summary>
    public string UserName => $"{Name.ToLowerInvariant().Replace(' ', '.')}@{Tenant}.example";

    /// <summary>Whether this person has a role in the application.</summary>
    public bool MayUseApplication => Scopes.Any(IsOfApplication);

    /// <summary>The scopes as a token carries them, those of the application under its internal name.</summary>
    /// <param name="application">The application's internal name, <see cref="SandboxOptions.AppName"/>.</param>
    /// <returns>The scopes in their order.</returns>
    public IReadOnlyList<string> ScopesIn(string application) =>
        [.. Scopes.Select(scope => IsOfApplication(scope) ? application + scope["assets".Length..] : scope)];

    private static bool IsOfApplication(string scope) => scope.StartsWith("assets.", StringComparison.Ordinal);
}

/// <summary>
/// The people of the Sandbox: at least one for each case that an application has to tell apart. Scopes of the application are
/// <c>assets.user</c>, <c>assets.auditor</c> and <c>assets.operator</c>.
/// </summary>
public static class People
{
    private const string Assets = "mdsp:core:assetmanagement.standarduser";
    private const string TimeSeries = "mdsp:core:iot.timUser";
    private const string Aggregates = "mdsp:core:iot.tsaUser";

    /// <summary>Standard user of <c>acme</c>.</summary>
    public static Person Anna { get; } = Make(1, "Anna Meier", "acme", "Standard user", "assets.user", Assets, TimeSeries, Aggregates);

    /// <summary>Auditor of <c>acme</c>: the application's access log, but no assets.</summary>
    public static Person Clara { get; } = Make(2, "Clara Rossi", "acme", "Auditor", "assets.auditor");

    /// <summary>User and auditor of <c>acme</c>.</summary>
    public static Person LiNa { get; } = Make(3, "Li Na", "acme", "Standard user and auditor", "assets.user", "assets.auditor", Assets,
        TimeSeries, Aggregates);

    /// <summary>Operator of <c>acme</c>.</summary>
    public static Person Omar { get; } = Make(4, "Omar Haddad", "acme", "Operator", "assets.operator");

    /// <summary>User of a subtenant of <c>acme</c>: sees that subtenant's assets only.</summary>
    public static Person Sofia { get; } = Make(5, "Sofia Lind", "acme", "Standard user of a subtenant", "assets.user", Assets, TimeSeries,
        Aggregates)
        with { Subtenant = "0f3c2a7d9b1e4f5a8c6d7e8f90a1b2c3" };

    /// <summary>A user of <c>acme</c> without a role in the application.</summary>
    public static Person Jonas { get; } = Make(6, "Jonas Weber", "acme", "No role in the application", Assets);

    /// <summary>User of the application in <c>acme</c> whom the platform's asset API refuses, because its core role is missing.</summary>
    public static Person Noah { get; } = Make(7, "Noah Klein", "acme", "Standard user, but without the platform's role for assets",
        "assets.user");

    /// <summary>Standard user of <c>borealis</c>.</summary>
    public static Person Erik { get; } = Make(8, "Erik Berg", "borealis", "Standard user", "assets.user", Assets, TimeSeries, Aggregates);

    /// <summary>Auditor of <c>borealis</c>.</summary>
    public static Person Astrid { get; } = Make(9, "Astrid Nyman", "borealis", "Auditor", "assets.auditor");

    /// <summary>Standard user of <c>galactic</c>.</summary>
    public static Person Zoe { get; } = Make(10, "Zoe Carter", "galactic", "Standard user", "assets.user", Assets, TimeSeries, Aggregates);

    /// <summary>Standard user of <c>xenon</c>, a tenant of the second generation.</summary>
    public static Person Xavier { get; } = Make(11, "Xavier Novak", "xenon", "Standard user", "assets.user", Assets, TimeSeries,
        Aggregates);

    /// <summary>Auditor of <c>xenon</c>.</summary>
    public static Person Xenia { get; } = Make(12, "Xenia Petrova", "xenon", "Auditor", "assets.auditor");

    /// <summary>Standard user of <c>krypton</c>, a tenant that can be moved to the second generation.</summary>
    public static Person Kira { get; } = Make(13, "Kira Holm", "krypton", "Standard user", "assets.user", Assets, TimeSeries, Aggregates);

    /// <summary>Auditor of <c>krypton</c>.</summary>
    public static Person Karl { get; } = Make(14, "Karl Lund", "krypton", "Auditor", "assets.auditor");

    /// <summary>Standard user of <c>ferrum</c>, a tenant that the application has not enabled.</summary>
    public static Person Fiona { get; } = Make(15, "Fiona Ferro", "ferrum", "Standard user", "assets.user", Assets, TimeSeries, Aggregates);

    /// <summary>Standard user of <c>acme</c> whom the platform refuses time series.</summary>
    public static Person Mia { get; } =
        Make(16, "Mia Sand", "acme", "Standard user, but without the platform's roles for time series", "assets.user", Assets);

    /// <summary>Standard user of <c>quirks</c>, a tenant whose names are hard to show.</summary>
    public static Person Quinn { get; } = Make(17, "Quinn Reyes", "quirks", "Standard user", "assets.user", Assets, TimeSeries, Aggregates);

    /// <summary>Auditor of <c>quirks</c>.</summary>
    public static Person Quentin { get; } = Make(18, "Quentin Adler", "quirks", "Auditor", "assets.auditor");

    /// <summary>All people, in the order in which the Launchpad offers them.</summary>
    public static IReadOnlyList<Person> All { get; } = 
    [
        Anna, Clara, LiNa, Omar, Sofia, Jonas, Noah, Mia, Erik, Astrid, Zoe, Xavier, Xenia, Kira, Karl, Fiona, Quinn, Quentin,
    ];

    private static Person Make(int number, string name, string tenant, string role, params string[] scopes) =>
        new(new Guid(0x5b0c3a52, 0x6f1e, 0x4a57, 0x9a, 0x36, 0x0d, 0x8a, 0x4a, 0x2f, 0x9c, (byte)number), name, tenant, role,
            [.. scopes, "mdsp:core:tm.tenantUser", "mdsp:core:launchpad.user"]);
}
