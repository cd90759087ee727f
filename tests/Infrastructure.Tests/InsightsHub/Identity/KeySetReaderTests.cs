using System.Security.Cryptography;
using System.Text.Json;
using Enterprise.Infrastructure.InsightsHub.Identity;
using Enterprise.Testing;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Enterprise.Infrastructure.Tests.InsightsHub.Identity;

/// <summary>The answer of <c>token_keys</c>, proper and broken: a key counts when it verifies what its owner signed.</summary>
public sealed class KeySetReaderTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    private RSAParameters Numbers => _key.ExportParameters(includePrivateParameters: false);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_key_by_its_numbers_verifies() => AssertVerifies(Read(Key()));

    [Fact]
    public void A_key_whose_modulus_keeps_a_leading_zero_verifies()
    {
        var keys = Read(Key(n: PlatformDouble.Encode([0, .. Numbers.Modulus!])));
        AssertVerifies(keys);
        Assert.Equal(256, keys["key-id-1"].Parameters.Modulus!.Length);
    }

    [Fact]
    public void A_key_by_its_PEM_alone_verifies() => AssertVerifies(Read(new { kty = "RSA", kid = "key-id-1", value = _key.ExportSubjectPublicKeyInfoPem() }));

    [Fact]
    public void The_numbers_are_believed_before_the_PEM()
    {
        using var other = RSA.Create(2048);
        AssertVerifies(Read(new { kty = "RSA", kid = "key-id-1", n = PlatformDouble.Encode(Numbers.Modulus!), e = "AQAB", value = other.ExportSubjectPublicKeyInfoPem() }));
    }

    [Fact]
    public void Nothing_private_is_kept_of_a_PEM_that_holds_more()
    {
        var key = Read(new { kty = "RSA", kid = "key-id-1", value = _key.ExportPkcs8PrivateKeyPem() })["key-id-1"];
        Assert.Null(key.Parameters.D);
        Assert.NotEqual(PrivateKeyStatus.Exists, key.PrivateKeyStatus);
    }

    [Fact]
    public void Keys_stand_by_their_ids_and_the_first_of_one_id_counts()
    {
        using var other = RSA.Create(2048);
        var keys = Read(Key(), Key("key-id-2"), Key(n: PlatformDouble.Encode(other.ExportParameters(false).Modulus!)));
        Assert.Equal(["key-id-1", "key-id-2"], keys.Keys.Order(StringComparer.Ordinal));
        AssertVerifies(keys);
    }

    [Fact]
    public void A_short_key_is_dropped()
    {
        using var small = RSA.Create(1024);
        AssertDropped(Key("other", n: PlatformDouble.Encode(small.ExportParameters(false).Modulus!)));
        AssertDropped(Key("other", n: PlatformDouble.Encode([.. new byte[128], .. small.ExportParameters(false).Modulus!])));
        AssertDropped(new { kty = "RSA", kid = "other", value = small.ExportSubjectPublicKeyInfoPem() });
    }

    [Fact]
    public void A_key_of_another_kind_is_dropped()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AssertDropped(new { kty = "EC", kid = "other", crv = "P-256", x = "AA", y = "AA" });
        AssertDropped(new { kty = "oct", kid = "other", k = "AA" });
        AssertDropped(new { kty = "RSA", kid = "other", value = curve.ExportSubjectPublicKeyInfoPem() });
        AssertDropped(Key("other", use: "enc"));
    }

    [Fact]
    public void A_broken_entry_is_dropped_and_the_others_stand()
    {
        object?[] broken =
        [
            Key("other", n: "not base64!"),
            Key("other", n: string.Empty),
            Key("other", n: PlatformDouble.Encode(new byte[256])),
            Key("other", e: "%"),
            Key("other", e: string.Empty),
            Key(string.Empty),
            Key(new string('k', 129)),
            new { kty = "RSA", kid = 7, n = "AA", e = "AQAB" },
            new { kty = "RSA", kid = "other", value = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----" },
            new { kty = "RSA", kid = "other", value = "no PEM" },
            new { kty = "RSA", kid = "other", value = (string?)null },
            new { kty = "RSA", kid = "other" },
            new { },
            "a text",
            7,
            null,
        ];
        Assert.All(broken, AssertDropped);
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"EC","kid":"a"}]}""")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""7""")]
    [InlineData("")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("""{"keys":[""")]
    [InlineData("""{"keys":[[[[[[[[[[]]]]]]]]]]}""")]
    public void What_is_no_set_of_usable_keys_is_refused(string answer) =>
        Assert.Throws<FormatException>(() => KeySetReader.Read(System.Text.Encoding.UTF8.GetBytes(answer)));

    private static IReadOnlyDictionary<string, RsaSecurityKey> Read(params object?[] keys) => KeySetReader.Read(JsonSerializer.SerializeToUtf8Bytes(new { keys }));

    private object Key(string kid = "key-id-1", string? n = null, string? e = null, string use = "sig") =>
        new { kty = "RSA", use, kid, alg = "RS256", n = n ?? PlatformDouble.Encode(Numbers.Modulus!), e = e ?? PlatformDouble.Encode(Numbers.Exponent!) };

    /// <summary>The entry stands before and after a good one, and the good one is all that is left.</summary>
    private void AssertDropped(object? entry)
    {
        var what = JsonSerializer.Serialize(entry);
        var (keys, fault) = (new[] { "none" }, string.Empty);
        try
        {
            keys = [.. Read(entry, Key(), entry).Keys];
        }
        catch (Exception thrown) when (thrown is FormatException or ArgumentException)
        {
            fault = thrown.Message;
        }

        Assert.Equal((what, "key-id-1", string.Empty), (what, string.Join(", ", keys), fault));
    }

    private void AssertVerifies(IReadOnlyDictionary<string, RsaSecurityKey> keys)
    {
        byte[] text = [1, 2, 3];
        using var read = RSA.Create(keys["key-id-1"].Parameters);
        Assert.True(read.VerifyData(text, _key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
