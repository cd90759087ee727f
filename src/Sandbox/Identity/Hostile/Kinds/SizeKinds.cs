namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Tokens that are large, or costly to read. The signature is right in each.</summary>
internal static class SizeKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        Padded("size-15-kilobytes", "15 KB large, as with very many roles.", 15 * 1024, Refusal.Accepted),
        Padded("size-17-kilobytes", "17 KB large.", 17 * 1024, Refusal.Malformed),
        Padded("size-1-megabyte", "1 MB large.", 1_000_000, Refusal.TooLarge),
        HostileKind.Of("claims-10000", "It has 10,000 claims.", Refusal.TooLarge, forge => forge.With(claims =>
        {
            for (var number = 0; number < 10_000; number++)
            {
                claims[$"c{number}"] = number;
            }
        })),
        HostileKind.Of("json-deep", "One claim is 4,000 lists inside each other.", Refusal.Malformed,
            forge => forge.RawClaims(Forge.Extended(forge.Claims(), $"\"deep\":{new string('[', 4_000)}{new string(']', 4_000)}"))),
    ];

    /// <summary>Base64url makes four characters of three bytes.</summary>
    private static HostileKind Padded(string key, string description, int size, string expected) => HostileKind.Of(
        key, description, expected, forge => forge.With("padding", new string('x', (size - forge.With("padding", "").Length) * 3 / 4)));
}
