using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>The personal parts that an export's entries are without, and the signed marks in their place.</summary>
internal sealed class ErasedParts(HashSet<(string, long?)> faults, string? instance, string tenant, Dictionary<string, ECDsa> keys)
{
    private DateTimeOffset? _pseudonymised;

    /// <summary>The ids of the keys that are vouched for.</summary>
    public HashSet<string> Trusted { get; set; } = [];

    /// <summary>Takes a statement whose own key signed it well.</summary>
    public void Learn(SignedParts statement)
    {
        if (statement.Values["kind"] == "pseudonymise" && statement.Values["tenant"] == tenant && statement.Text("policy").Split(' ') is ["before", var text]
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before))
        {
            _pseudonymised = _pseudonymised > before ? _pseudonymised : before;
        }
    }

    /// <summary>Reads a mark.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static (string Key, byte[]? Signature)? Mark(JsonElement item, string name)
    {
        var mark = item.GetProperty(name);
        return mark.ValueKind == JsonValueKind.Null ? null
            : mark.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).SequenceEqual(["key", "signature"]) && mark.GetProperty("key").GetString() is { } key
                && mark.GetProperty("signature").GetString() is { } signature ? (key, SignedParts.Base64(signature))
            : throw new FormatException("a mark of another form");
    }

    /// <summary>Judges one entry.</summary>
    public void Check(JsonElement item, long sequence, DateTimeOffset at)
    {
        var hadDetail = item.GetProperty("detailCommitment").ValueKind != JsonValueKind.Null;
        Check(item, "subject", sequence, item.GetProperty("subject").ValueKind != JsonValueKind.Null, at < _pseudonymised);
        Check(item, "detail", sequence, !hadDetail || item.GetProperty("detail").ValueKind != JsonValueKind.Null, mayBeGone: false);
    }

    private void Check(JsonElement item, string part, long sequence, bool isThere, bool mayBeGone)
    {
        if (Mark(item, part + "Erased") is not var (key, signature))
        {
            if (!isThere && !mayBeGone)
            {
                faults.Add(("missing", sequence));
            }

            return;
        }

        var text = Encoding.UTF8.GetBytes($"enterprise-access-log/{instance}/erased\nentry {item.GetProperty("id").GetString()}\npart {part}\nkey {key}\n");
        if (isThere)
        {
            faults.Add(("edited", sequence));
        }
        else if (!Trusted.Contains(key) || !keys.TryGetValue(key, out var own))
        {
            faults.Add(("key", sequence));
        }
        else if (signature is null || !own.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
        {
            faults.Add(("signature", sequence));
        }
    }
}
