using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>Text that is not what its encoding allows.</summary>
internal static class EncodingKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        HostileKind.Of("invalid-utf8", "A claim holds bytes that are no UTF-8; the signature is right.", Refusal.Malformed, forge =>
        {
            var start = Encoding.UTF8.GetBytes(forge.Claims().ToJsonString()[..^1] + ",\"note\":\"");
            return forge.Raw(Forge.Part(forge.Header()), WebEncoders.Base64UrlEncode([.. start, 0xC3, 0x28, 0xFF, .. "\"}"u8]));
        }),
        HostileKind.Of("not-base64url", "A star stands in the claims' part; the signature is right.", Refusal.Malformed,
            forge => forge.Raw(Forge.Part(forge.Header()), Forge.Part(forge.Claims()).Insert(40, "*"))),
        HostileKind.Of("base64-padding", "The claims' part ends in equals signs, as base64url in tokens never does; the signature is "
            + "right.", Refusal.Malformed,
            forge => forge.Raw(Forge.Part(forge.Header()), Padded(forge))),
        HostileKind.Of("whitespace", "A space stands in the middle.", Refusal.Malformed, forge => forge.Genuine().Insert(300, " ")),
        HostileKind.Of("payload-no-object", "The claims' part is a list; the signature is right.", Refusal.Malformed, forge =>
            forge.RawClaims("[1]")),
        HostileKind.Of("payload-empty", "The claims' part is empty; the signature is right.", Refusal.Malformed, forge =>
            forge.Raw(Forge.Part(forge.Header()), "")),
        HostileKind.Of("not-a-token", "No token, but some words.", Refusal.Malformed, _ => "let-me-in"),
    ];

    private static string Padded(Forge forge)
    {
        var claims = forge.Claims();
        for (var note = 0; ; note++)
        {
            claims["note"] = new string('x', note);
            var part = Forge.Part(claims);
            if (part.Length % 4 != 0)
            {
                return part + new string('=', 4 - (part.Length % 4));
            }
        }
    }
}
