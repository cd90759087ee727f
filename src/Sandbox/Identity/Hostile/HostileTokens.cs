using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity.Hostile.Kinds;

namespace Enterprise.Sandbox.Identity.Hostile;

/// <summary>
/// Tokens that an application has to refuse, with the refusal to expect, and a few that it has to accept. They are as close to genuine ones
/// as can be: where the kind does not say otherwise, the platform's own key has signed them.
/// </summary>
public sealed class HostileTokens
{
    private readonly TokenFactory tokens;
    private readonly TenantMoves moves;
    private readonly KeyRings keys;
    private readonly Addresses addresses;
    private readonly SandboxOptions options;
    private readonly ForeignKey foreign;

    internal HostileTokens(TokenFactory tokens, TenantMoves moves, KeyRings keys, Addresses addresses, SandboxOptions options,
        ForeignKey foreign)
    {
        this.tokens = tokens;
        this.moves = moves;
        this.keys = keys;
        this.addresses = addresses;
        this.options = options;
        this.foreign = foreign;
    }

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<HostileKind> Kinds { get; } =
    [
        HostileKind.Of("genuine", "Nothing is wrong with it: the token that the gateway would send.", Refusal.Accepted, forge =>
            forge.Genuine()),
        .. In("Algorithms", AlgorithmKinds.All),
        .. In("Signatures", SignatureKinds.All),
        .. In("Foreign keys", ForeignKeyKinds.All),
        .. In("Names of keys", KeyNameKinds.All),
        .. In("Issuers", IssuerKinds.All),
        .. In("Tenants", TenantKinds.All),
        .. In("Duplicate members", DuplicateKinds.All),
        .. In("Times", TimeKinds.All),
        .. In("Purposes", PurposeKinds.All),
        .. In("Sizes", SizeKinds.All),
        .. In("Encodings", EncodingKinds.All),
        .. In("Generations", GenerationKinds.All),
    ];

    /// <summary>
    /// How often the keys or the certificate that forged headers point to were fetched. No application should fetch them.
    /// </summary>
    public int ForeignKeyFetches => foreign.Fetches;

    /// <summary>Issues one token, in the generation that the person's tenant is on at this moment.</summary>
    /// <param name="kind">The <see cref="HostileKind.Key"/> of one of <see cref="Kinds"/>.</param>
    /// <param name="person">Whose token it pretends to be; a few kinds need another person and say so.</param>
    /// <returns>The token. It is not always of three parts, but always of printable ASCII.</returns>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public string Mint(string kind, Person person) =>
        (Kinds.FirstOrDefault(known => known.Key == kind) ?? throw new ArgumentException($"There is no kind '{kind}'.", nameof(kind)))
        .Make(new Forge(person, moves.Of(person.Tenant), tokens, keys, addresses, options, foreign));

    private static IEnumerable<HostileKind> In(string group, IEnumerable<HostileKind> kinds) =>
        kinds.Select(kind => kind with { Group = group });
}
