using System.Text;

namespace Enterprise.Sandbox.Identity.Endpoints;

/// <summary>
/// The technical clients: every tenant has a service client <c>{tenant}-svc</c> and an application client <c>{tenant}-app</c>,
/// all with the same well-known secret. They served nothing but invented data.
/// </summary>
internal static class Clients
{
    public const string Secret = "secret";

    /// <summary>The tenant of a client, or null when id, kind or secret are wrong.</summary>
    public static string? TenantOf(Credentials? credentials, string kind) =>
        credentials is { Secret: Secret } && Tenant.All.FirstOrDefault(tenant => credentials.Id == $"{tenant.Name}-{kind}") is { } tenant
            ? tenant.Name : null;
}

/// <summary>An id and a secret as a client sent them.</summary>
internal sealed record Credentials(string Id, string Secret)
{
    /// <summary>Reads <c>{scheme} base64(id:secret)</c>, the scheme in any case.</summary>
    public static Credentials? FromHeader(string header, params string[] schemes)
    {
        if (header.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var scheme, var encoded]
            || !schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length)
            .Split(':', 2) is [var id, var secret]
            ? new Credentials(id, secret)
            : null;
    }
}
