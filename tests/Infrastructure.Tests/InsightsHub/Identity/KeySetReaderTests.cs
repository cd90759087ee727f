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
    public void A_key_by_its_PEM_alone_verifies() =>
        AssertVerifies(Read(new { kty = "RSA", kid = "key-id-1", value = _key.ExportSubjectPublicKeyInfoPem() }));

    [Fact]
    public void The_numbers_are_believed_before_the_PEM()
    {
        using var other = RSA.Create(2048);
        AssertVerifies(Read(new { kty = "RSA", kid = "key-id-1", n = PlatformDouble.Encode(Numbers.Modulus!), e = "AQAB",
            value = other.ExportSubjectPublicKeyInfoPem() }));
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

    /// <summary>Checking a signature with a greater key or exponent would take long, and a number that cannot be RSA's is no key.</summary>
    [Fact]
    public void A_key_that_is_too_great_or_cannot_be_RSA_is_dropped()
    {
        AssertDropped(Key("other", n: PlatformDouble.Encode(Odd(1025))));
        AssertDropped(Key("other", n: PlatformDouble.Encode(Odd(16_384))));
        AssertDropped(Key("other", n: PlatformDouble.Encode([0x7F, .. Odd(255)])));
        AssertDropped(Key("other", n: PlatformDouble.Encode([.. Numbers.Modulus![..^1], 2])));
        foreach (byte[] exponent in new byte[][] { [0], [1], [2], [0, 0, 1], [1, 0, 0], [1, 0, 0, 0, 1], Odd(256), Numbers.Modulus! })
        {
            AssertDropped(Key("other", e: PlatformDouble.Encode(exponent)));
        }

        AssertDropped(new { kty = "RSA", kid = "other", value = new string('-', 100_000) });
    }

    [Fact]
    public void A_key_of_8192_bits_and_an_exponent_with_leading_zeros_are_read()
    {
        var keys = Read(Key(e: PlatformDouble.Encode([0, 0, .. Numbers.Exponent!])), Key("great", n: PlatformDouble.Encode(Odd(1024))));
        Assert.Equal(["great", "key-id-1"], keys.Keys.Order(StringComparer.Ordinal));
        AssertVerifies(keys);
    }

    [Fact]
    public void Checking_a_signature_with_the_most_expensive_key_takes_a_few_milliseconds()
    {
        var key = Read(Key(n: PlatformDouble.Encode(Odd(1024)), e: PlatformDouble.Encode([0xFF, 0xFF, 0xFF, 0xFF])))["key-id-1"];
        using var rsa = RSA.Create(key.Parameters);
        byte[] signature = [.. Odd(1024)[..^1], 1];
        var times = Enumerable.Range(0, 20).Select(_ =>
        {
            var begun = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.False(rsa.VerifyHash(new byte[32], signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            return System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        });
        Assert.InRange(times.Min(), 0, 50);
    }

    [Fact]
    public void More_than_a_hundred_keys_are_no_key_set() =>
        Assert.Throws<FormatException>(() => Read([.. Enumerable.Range(0, 101).Select(number => Key($"key-id-{number}"))]));

    /// <summary>A hostile value in the place of any node drops the key or refuses the set, and nothing else is thrown.</summary>
    [Fact]
    public void A_hostile_value_in_any_place_drops_a_key_or_refuses_the_set()
    {
        var good = JsonSerializer.Serialize(new { keys = new[] { Key("other"), Key() } });
        var value = _key.ExportSubjectPublicKeyInfoPem();
        var pem = JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "other", value } } });
        string[] values =
        [
            "null", "true", "7", "-1", "1.5", "1e400", "[]", "{}", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"\\u0000\"",
            "\"\\u202e\"", "\"NaN\"", "NaN", "\"\u00e4\"", $"\"{new string('A', 200_000)}\"", $"\"{new string('k', 129)}\"",
            new string('[', 100) + new string(']', 100), "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}", "[[[]]]",
            "\"-----BEGIN PUBLIC KEY-----\"", "",
        ];
        var cases = 0;
        foreach (var text in new[] { good, pem })
        {
            foreach (var (start, end) in Nodes(text))
            {
                foreach (var hostile in values)
                {
                    cases++;
                    AssertReadOrRefused(text[..start] + hostile + text[end..]);
                    AssertReadOrRefused(text[..start] + hostile + "," + text[start..]);
                }
            }

            for (var cut = 0; cut < text.Length; cut += 7)
            {
                AssertReadOrRefused(text[..cut]);
            }
        }

        Assert.InRange(cases, 400, int.MaxValue);
    }

    [Theory]
    [InlineData("""{"keys":[],"keys":[KEY]}""")]
    [InlineData("""{"keys":[KEY],"\u006beys":[KEY]}""")]
    [InlineData("""{"keys":[KEY,{"kid":"a","kid":"b"}]}""")]
    public void A_set_in_which_a_member_stands_twice_is_refused(string set) =>
        Assert.Throws<FormatException>(() => KeySetReader.Read(
            System.Text.Encoding.UTF8.GetBytes(set.Replace("KEY", JsonSerializer.Serialize(Key()), StringComparison.Ordinal))));

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
            new { kty = "rsa", kid = "other", n = PlatformDouble.Encode(Numbers.Modulus!), e = "AQAB" },
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

    private static IReadOnlyDictionary<string, RsaSecurityKey> Read(params object?[] keys) =>
        KeySetReader.Read(JsonSerializer.SerializeToUtf8Bytes(new { keys }));

    private object Key(string kid = "key-id-1", string? n = null, string? e = null, string use = "sig") =>
        new { kty = "RSA", use, kid, alg = "RS256", n = n ?? PlatformDouble.Encode(Numbers.Modulus!), e = e
            ?? PlatformDouble.Encode(Numbers.Exponent!) };

    /// <summary>A number of so many bytes, the highest and the lowest bit set.</summary>
    private static byte[] Odd(int bytes) => [0xC5, .. Enumerable.Repeat((byte)0xA7, bytes - 2), 0x6B];

    /// <summary>Where the values of a JSON text begin and end, without white space.</summary>
    private static List<(int Start, int End)> Nodes(string json)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.ASCII.GetBytes(json));
        var (open, nodes) = (new Stack<int>(), new List<(int, int)>());
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    open.Push((int)reader.TokenStartIndex);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    nodes.Add((open.Pop(), (int)reader.BytesConsumed));
                    break;
                default:
                    nodes.Add(((int)reader.TokenStartIndex, (int)(reader.TokenStartIndex + reader.ValueSpan.Length + 2)));
                    break;
            }
        }

        return nodes;
    }

    private static void AssertReadOrRefused(string set)
    {
        try
        {
            Assert.All(KeySetReader.Read(System.Text.Encoding.UTF8.GetBytes(set)), key => Assert.InRange(key.Key.Length, 1, 128));
        }
        catch (Exception thrown) when (thrown is not Xunit.Sdk.XunitException)
        {
            Assert.True(thrown is FormatException, $"{thrown.GetType()} for {set[..Math.Min(set.Length, 300)]}");
        }
    }

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
        Assert.True(read.VerifyData(text, _key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
