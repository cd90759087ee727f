using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Identity.Hostile;

/// <summary>
/// Keys of an attacker, in every form that a header can point to. They are served, so that requests for them can be counted.
/// </summary>
internal sealed class ForeignKey(SandboxOptions options) : IDisposable
{
    private readonly Lazy<RSA> rsa = new(() => RSA.Create(2048));
    private readonly Lazy<ECDsa> curve = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private int fetches;

    public RSA Rsa => rsa.Value;

    public ECDsa Curve => curve.Value;

    public int Fetches => Volatile.Read(ref fetches);

    public JsonObject Jwk(string id)
    {
        var numbers = Rsa.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = id,
            ["n"] = WebEncoders.Base64UrlEncode(numbers.Modulus!),
            ["e"] = WebEncoders.Base64UrlEncode(numbers.Exponent!),
        };
    }

    public X509Certificate2 Certificate()
    {
        var now = options.Clock.GetUtcNow();
        return new CertificateRequest("CN=token-signing", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var served = routes.MapGroup("/hostile").ServedAt(Place.Root);
        served.MapGet("/token_keys", (ForeignKey key) => key.Fetched(() =>
            Results.Json(new JsonObject { ["keys"] = new JsonArray(key.Jwk("key-id-1"), key.Jwk("key-id-2")) })));
        served.MapGet("/certificate.pem", (ForeignKey key) => key.Fetched(() =>
        {
            using var certificate = key.Certificate();
            return Results.Text(certificate.ExportCertificatePem(), "application/x-pem-file");
        }));
    }

    public void Dispose()
    {
        if (rsa.IsValueCreated)
        {
            rsa.Value.Dispose();
        }

        if (curve.IsValueCreated)
        {
            curve.Value.Dispose();
        }
    }

    private IResult Fetched(Func<IResult> answer)
    {
        Interlocked.Increment(ref fetches);
        return answer();
    }
}
