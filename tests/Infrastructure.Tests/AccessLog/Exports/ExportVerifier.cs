using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Testing;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>
/// Judges an export with the application's own hashes and .NET's own signatures: the second opinion beside audit_verify.py, which shares neither. Both must find the same faults
/// of the same entries.
/// </summary>
internal sealed class ExportVerifier
{
    private static readonly string[] HeaderNames =
    [
        "format", "instance", "tenant", "subtenant", "filter", "exportedAt", "exportedBy", "entries", "anchor", "checkpoint", "publicKeys", "tenantSecret", "head", "index", "leaves", "path", "statements",
    ];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Throws on what is no UTF-8.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HashSet<(string, long?)> _faults = [];
    private readonly CanonicalText _text = new();
    private readonly List<SignedParts> _statements = [];
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);
    private JsonElement _header;
    private SignedParts? _point;
    private ErasedParts _erased = null!;
    private string _tenant = string.Empty;

    public static Verdict Judge(byte[] export)
    {
        var lines = Lines(export).ToList();
        var verifier = new ExportVerifier();
        try
        {
            _ = Utf8.GetCharCount(lines.FirstOrDefault().Span);
            verifier._header = JsonDocument.Parse(lines.FirstOrDefault(), Strict).RootElement;
            if (TextOf(verifier._header, "format") != "enterprise-access-log/1")
            {
                return Verdict.Unreadable;
            }
        }
        catch (Exception fault) when (IsFormat(fault))
        {
            return Verdict.Unreadable;
        }

        verifier.Run(lines.Skip(1));
        return new(true, [.. verifier._faults.Order()]);
    }

    public static bool IsFormat(Exception fault) => fault is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException;

    private void Run(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        if (HeaderNames.ToHashSet().SetEquals(_header.EnumerateObject().Select(member => member.Name)) is false)
        {
            Fault("header");
        }

        _tenant = TextOf(_header, "tenant") is { } tenant && Ascii.IsValid(tenant) ? tenant : string.Empty;
        if (TextOf(_header, "tenant") != _tenant)
        {
            Fault("header");
        }

        var (anchor, head) = (Place("anchor"), Place("head"));
        _erased = new(_faults, TextOf(_header, "instance"), _tenant, _keys);
        CheckSigned(anchor, head);
        var chain = new ChainCheck(_faults, _statements, _tenant, _header.TryGetProperty("subtenant", out var sub) && sub.ValueKind == JsonValueKind.String ? sub.GetString() : null, anchor, head, _erased, _text);
        long? stated = _header.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Number && entries.TryGetInt64(out var number) ? number : null;
        chain.Run(lines, stated);
    }

    private void CheckSigned((long Sequence, long Epoch, byte[] Hash) anchor, (long Sequence, long Epoch, byte[] Hash) head)
    {
        ReadKeys();
        List<HashSet<string>> signers = [];
        try
        {
            _point = SignedParts.Checkpoint(TextOf(_header, "checkpoint") ?? throw new FormatException());
            signers.Add(Signers(_point));
        }
        catch (Exception fault) when (IsFormat(fault))
        {
            Fault("checkpoint");
        }

        foreach (var text in _header.TryGetProperty("statements", out var listed) && listed.ValueKind == JsonValueKind.Array ? listed.EnumerateArray() : default)
        {
            try
            {
                _statements.Add(SignedParts.Statement(text.ValueKind == JsonValueKind.String ? text.GetString()! : throw new FormatException()));
                signers.Add(Signers(_statements[^1]));
                if (signers[^1].Contains(_statements[^1].Key))
                {
                    _erased.Learn(_statements[^1]);
                }

                Require(_statements[^1].Values["kind"] != "new-key" || signers[^1].Contains(_statements[^1].Text("new")), "signature");
            }
            catch (Exception fault) when (IsFormat(fault))
            {
                Fault("statement");
            }
        }

        var trusted = _point is null ? [] : new HashSet<string>([_point.Key], StringComparer.Ordinal);
        while (signers.Find(group => group.Overlaps(trusted) && !group.IsSubsetOf(trusted)) is { } group)
        {
            trusted.UnionWith(group);
        }

        _erased.Trusted = trusted;
        Require(signers.TrueForAll(group => group.IsSubsetOf(trusted)), "key");
        CheckStatements();
        if (_point is not null)
        {
            CheckRoot(head);
        }

        Require(anchor.Sequence == 0 || _statements.Exists(one => one.Values["kind"] == "prune" && one.Text("sequence") == anchor.Sequence.ToString(CultureInfo.InvariantCulture)
            && one.Text("hash") == Convert.ToHexStringLower(anchor.Hash)), "anchor");
    }

    private void ReadKeys()
    {
        foreach (var member in _header.TryGetProperty("publicKeys", out var keys) && keys.ValueKind == JsonValueKind.Object ? keys.EnumerateObject() : default)
        {
            try
            {
                var key = ECDsa.Create();
                key.ImportFromPem(member.Value.GetString());
                var isNamed = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16] == member.Name;
                Require(isNamed, "key");
                if (isNamed)
                {
                    _keys[member.Name] = key;
                }
            }
            catch (Exception fault) when (IsFormat(fault) || fault is CryptographicException)
            {
                Fault("key");
            }
        }
    }

    private HashSet<string> Signers(SignedParts signed)
    {
        HashSet<string> good = new(StringComparer.Ordinal);
        foreach (var (name, signature) in signed.Signatures)
        {
            if (!_keys.TryGetValue(name, out var key))
            {
                Fault("key");
            }
            else if (signature is null || !key.VerifyData(signed.Bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            {
                Fault("signature");
            }
            else
            {
                good.Add(name);
            }
        }

        Require(signed.Signatures.Exists(one => one.Key == signed.Key), "signature");
        return good;
    }

    private void CheckStatements()
    {
        SignedParts? before = null;
        foreach (var one in _statements)
        {
            Require(one.Lines[0] == $"enterprise-access-log/{TextOf(_header, "instance")}/statement", "statement");
            Require(one.Values["tenant"] == "-" || one.Values["tenant"] == _tenant, "statement");
            Require(before is null || one.Number > before.Number, "statement");
            var expected = one.Number == 1 ? new string('0', 64) : before is not null && one.Number == before.Number + 1 ? before.Hash : null;
            Require(expected is null || one.Text("previous") == expected, "statement");
            Require(_point is null || _point.Text("statements").Split(' ') is not [var number, var hash] || long.Parse(number, CultureInfo.InvariantCulture) != one.Number || hash == one.Hash, "statement");
            before = one;
        }
    }

    private void CheckRoot((long Sequence, long Epoch, byte[] Hash) head)
    {
        Require(_point!.Lines[0] == $"enterprise-access-log/{TextOf(_header, "instance")}", "checkpoint");
        Require(head.Epoch <= _point.Count("epoch") && head.Sequence <= long.Parse(_point.Lines[1], CultureInfo.InvariantCulture), "checkpoint");
        try
        {
            var path = _header.GetProperty("path").EnumerateArray().Select(hash => Hex(hash.GetString(), 32)).ToList();
            var (index, leaves) = (_header.GetProperty("index").GetInt64(), _header.GetProperty("leaves").GetInt64());
            var secret = Hex(_header.GetProperty("tenantSecret").GetString(), 32);
            if (index < 0 || index >= leaves)
            {
                throw new FormatException();
            }

            var data = HMACSHA256.HashData(secret, _text.Begin().Add(_tenant).Add(head.Sequence).Raw(head.Hash).AsSpan());
            var leaf = SHA256.HashData((byte[])[0, .. data]);
            Require(RootOf(leaf, index, leaves, new(path)) is { } root && root.AsSpan().SequenceEqual(SignedParts.Base64(_point.Lines[2])), "root", head.Sequence);
        }
        catch (Exception fault) when (IsFormat(fault))
        {
            Fault("header");
        }
    }

    /// <summary>The root by the tree's definition (RFC 6962, 2.1.1), from the top down: the last hash of the way belongs to the topmost split.</summary>
    private static byte[]? RootOf(byte[] leaf, long index, long leaves, Stack<byte[]> path)
    {
        if (leaves == 1)
        {
            return path.Count == 0 ? leaf : null;
        }

        var split = 1L;
        while (split * 2 < leaves)
        {
            split *= 2;
        }

        if (!path.TryPop(out var beside))
        {
            return null;
        }

        return index < split
            ? RootOf(leaf, index, split, path) is { } left ? SHA256.HashData((byte[])[1, .. left, .. beside]) : null
            : RootOf(leaf, index - split, leaves - split, path) is { } right ? SHA256.HashData((byte[])[1, .. beside, .. right]) : null;
    }

    private (long Sequence, long Epoch, byte[] Hash) Place(string name)
    {
        try
        {
            var place = _header.GetProperty(name);
            var (sequence, epoch) = (place.GetProperty("sequence").GetInt64(), place.GetProperty("epoch").GetInt64());
            return sequence >= 0 && epoch >= 0 ? (sequence, epoch, Hex(place.GetProperty("hash").GetString(), 32)) : throw new FormatException();
        }
        catch (Exception fault) when (IsFormat(fault))
        {
            Fault("header");
            return (0, 1, new byte[32]);
        }
    }

    /// <summary>Lower-case hexadecimal of a length.</summary>
    public static byte[] Hex(string? text, int length) =>
        text?.Length == length * 2 && text.All(char.IsAsciiHexDigit) && !text.Any(char.IsAsciiLetterUpper) ? Convert.FromHexString(text) : throw new FormatException("no hexadecimal");

    private static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] export)
    {
        for (var from = 0; from < export.Length;)
        {
            var end = Array.IndexOf(export, (byte)'\n', from);
            yield return export.AsMemory(from, (end < 0 ? export.Length : end) - from);
            from = end < 0 ? export.Length : end + 1;
        }
    }

    private void Require(bool isSo, string kind, long? number = null)
    {
        if (!isSo)
        {
            Fault(kind, number);
        }
    }

    private void Fault(string kind, long? number = null) => _faults.Add((kind, number));
}
