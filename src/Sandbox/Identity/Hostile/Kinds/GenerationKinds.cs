namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>
/// The keys of both generations have the same names: a signature counts only with the key of the issuer's own generation.
/// </summary>
internal static class GenerationKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        HostileKind.Of("first-claims-second-key", "Claims of the first generation (Anna Meier's where the person is not of it), signed "
            + "by the second one's key.", Refusal.BadSignature,
            forge => Crossed(forge, Generation.First, People.Anna)),
        HostileKind.Of("second-claims-first-key", "Claims of the second generation (Xavier Novak's where the person is not of it), "
            + "signed by the first one's key.", Refusal.BadSignature,
            forge => Crossed(forge, Generation.Second, People.Xavier)),
    ];

    private static string Crossed(Forge forge, Generation claims, Person otherwise)
    {
        var theirs = forge.For(forge.Generation == claims ? forge.Person : otherwise, claims);
        var signer = forge.For(forge.Person, claims == Generation.First ? Generation.Second : Generation.First);
        return signer.Raw(Forge.Part(theirs.Header()), Forge.Part(theirs.Claims()));
    }
}
