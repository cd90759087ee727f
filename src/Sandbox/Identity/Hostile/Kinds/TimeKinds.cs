using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>
/// Times that are over, not yet there, too far away or unreadable. One minute of difference between two clocks is tolerated. The signature
/// is right in each.
/// </summary>
internal static class TimeKinds
{
    private const int Day = 24 * 60 * 60;

    public static IReadOnlyList<HostileKind> All { get; } =
    [
        HostileKind.Of("expiry-missing", "There is no end.", Refusal.Expired, forge => forge.Without("exp")),
        Ends("expiry-negative", "The end is before 1970.", Refusal.Expired, _ => -1),
        Ends("expiry-fraction", "The end is ahead, but half a second stands in it.", Refusal.Expired, forge => forge.Now + 1800.5),
        Ends("expiry-enormous", "The end is 1e30.", Refusal.Lifetime, _ => JsonNode.Parse("1e30")!),
        Ends("expiry-text", "The end is ahead, but a text and no number.", Refusal.Expired, forge => $"{forge.Now + 1800}"),
        HostileKind.Of("expired-61-seconds", "It ended 61 seconds ago.", Refusal.Expired, forge => Ended(forge, 61)),
        HostileKind.Of("expired-30-seconds", "It ended 30 seconds ago, which another clock may not know yet.", Refusal.Accepted, forge =>
            Ended(forge, 30)),
        Ends("expiry-25-hours", "The end is 25 hours ahead.", Refusal.Lifetime, forge => forge.Now + Day + 3600),
        Ends("expiry-23-hours", "The end is 23 hours ahead, which is allowed.", Refusal.Accepted, forge => forge.Now + Day - 3600),
        HostileKind.Of("issued-in-10-minutes", "It was issued ten minutes from now.", Refusal.NotYetValid, forge =>
            forge.With("iat", forge.Now + 600)),
        HostileKind.Of("issued-in-30-seconds", "It was issued 30 seconds from now, by another clock.", Refusal.Accepted, forge =>
            forge.With("iat", forge.Now + 30)),
        HostileKind.Of("issued-missing", "It does not say when it was issued.", Refusal.Accepted, forge => forge.Without("iat")),
        HostileKind.Of("issued-text", "When it was issued is a text and no number.", Refusal.NotYetValid, forge =>
            forge.With("iat", $"{forge.Now}")),
        HostileKind.Of("issued-enormous", "It was issued at 1e30.", Refusal.NotYetValid, forge =>
            forge.With("iat", JsonNode.Parse("1e30"))),
        HostileKind.Of("not-before-in-30-seconds", "It begins 30 seconds from now, by another clock.", Refusal.Accepted, forge =>
            forge.With("nbf", forge.Now + 30)),
        HostileKind.Of("not-before-in-10-minutes", "It begins ten minutes from now.", Refusal.NotYetValid, forge =>
            forge.With("nbf", forge.Now + 600)),
    ];

    private static HostileKind Ends(string key, string description, string expected, Func<Forge, JsonNode> end) =>
        HostileKind.Of(key, description, expected, forge => forge.With("exp", end(forge)));

    private static string Ended(Forge forge, int seconds) => forge.With(claims =>
    {
        claims["iat"] = forge.Now - 1800 - seconds;
        claims["exp"] = forge.Now - seconds;
    });
}
