using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>
/// Names of keys that are no key's, some of them dangerous where they reach a file, a query or a log. The signature is right in each.
/// </summary>
internal static class KeyNameKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        Named("kid-unknown", "The key's name is in no published set.", "key-id-999"),
        HostileKind.Of("kid-missing", "The header names no key.", Refusal.BadSignature, forge =>
            forge.WithHeader(header => header.Remove("kid"))),
        Named("kid-empty", "The key's name is empty.", ""),
        Named("kid-path", "The key's name is the path of a file.", "../../etc/passwd"),
        Named("kid-sql", "The key's name is a piece of SQL.", "key-id-1' UNION SELECT 'secret' --"),
        Named("kid-nul", "A NUL character stands in the key's name.", "key-id-1\0"),
        Named("kid-line-break", "The key's name tries to write a line of its own into a log.", "key-id-1\r\n2027-01-01 INFO accepted"),
        Named("kid-long", "The key's name has 200 characters.", new string('k', 200)),
        HostileKind.Of("kid-100-kilobytes", "The key's name has 100,000 characters.", Refusal.TooLarge, forge =>
            forge.WithHeader(header => header["kid"] = new string('k', 100_000))),
        HostileKind.Of("kid-number", "The key's name is a number and no text.", Refusal.BadSignature, forge =>
            forge.WithHeader(header => header["kid"] = JsonValue.Create(1))),
    ];

    private static HostileKind Named(string key, string description, string name) =>
        HostileKind.Of(key, description, Refusal.BadSignature, forge => forge.WithHeader(header => header["kid"] = name));
}
