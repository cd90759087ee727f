using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Identity.Hostile.Kinds;

/// <summary>
/// Good tokens of another purpose: not of a person, not for a page, not for this application. The signature is right in each.
/// </summary>
internal static class PurposeKinds
{
    public static IReadOnlyList<HostileKind> All { get; } =
    [
        HostileKind.Of("technical-token", "The token of a technical client (client_credentials): there is no person in it.",
            Refusal.NotAUser, forge => forge.Technical()),
        HostileKind.Of("refresh-token", "A refresh token: its id ends in -r, and it has no scopes.", Refusal.NotAUser, forge =>
            forge.With(claims =>
        {
            claims["jti"] = claims["jti"]!.GetValue<string>() + "-r";
            claims.Remove("scope");
        })),
        HostileKind.Of("refresh-token-with-scopes", "A refresh token that has scopes: only its id, which ends in -r, tells it apart.",
            Refusal.NotAUser,
            forge => forge.With(claims => claims["jti"] = claims["jti"]!.GetValue<string>() + "-r")),
        HostileKind.Of("technical-token-with-person", "A token that was got with client_credentials, although it names a person.",
            Refusal.NotAUser,
            forge => forge.With("grant_type", "client_credentials")),
        HostileKind.Of("user-missing", "It has no user id.", Refusal.NotAUser, forge => forge.Without("user_id")),
        HostileKind.Of("user-name-missing", "It names no user: neither user name nor e-mail address.", Refusal.NotAUser, forge =>
            forge.With(claims =>
        {
            claims.Remove("user_name");
            claims.Remove("email");
        })),
        HostileKind.Of("id-token", "An id token: it has no scopes, and its audience is the client alone.", Refusal.NotAUser, forge =>
            forge.With(claims =>
        {
            claims["aud"] = new JsonArray(claims["cid"]!.GetValue<string>());
            claims.Remove("scope");
        })),
        HostileKind.Of("other-application", "Issued for another application of the same person.", Refusal.WrongApplication, forge =>
            For(forge, "other-sandbox")),
        HostileKind.Of("other-application-longer-name", "Issued for an application whose name begins as this one's, with a hyphen and "
            + "more after it.", Refusal.WrongApplication,
            forge => For(forge, "assets-evil-sandbox")),
        HostileKind.Of("other-application-no-tenant", "Issued for this application's name with nothing after the hyphen.",
            Refusal.WrongApplication, forge => For(forge, "assets-")),
        HostileKind.Of("client-missing", "It does not say for which application it was issued.", Refusal.WrongApplication, forge =>
            For(forge, null)),
        HostileKind.Of("other-client-id", "There is no cid, and client_id is another application's.", Refusal.WrongApplication, forge =>
            forge.With(claims =>
        {
            claims.Remove("cid");
            claims["client_id"] = "other-sandbox";
            claims["azp"] = "other-sandbox";
        })),
    ];

    private static string For(Forge forge, string? client) => forge.With(claims =>
    {
        foreach (var name in (string[])["cid", "client_id", "azp"])
        {
            claims.Remove(name);
            if (client is not null)
            {
                claims[name] = client;
            }
        }
    });
}
