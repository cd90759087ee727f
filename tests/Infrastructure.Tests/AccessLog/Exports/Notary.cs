using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>
/// Signs checkpoints and statements as docs/access-log-format.md says, written from that page alone and with keys of its own, so that a
/// test can also make what only happens after years: other keys, pruned beginnings, new epochs.
/// </summary>
internal sealed class Notary(IDbContextFactory<LogContext> contexts, TimeProvider clock) : IChainProofs, IDisposable
{
    private readonly byte[] _logSecret = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, string> _publicKeys = new(StringComparer.Ordinal);
    private readonly List<(string Tenant, string Text)> _statements = [];
    private ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private (int Number, string Hash) _before = (0, new string('0', 64));
    private (int Number, string Hash) _statement = (0, new string('0', 64));

    public int Epoch { get; set; } = 1;

    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    public static string Sign(string text, params IEnumerable<ECDsa> keys) => text + "\n" + string.Concat(keys.Select(key =>
        $"— {IdOf(key)} {Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))}\n"));

    public async Task<ChainProof?> ProveAsync(string chain, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var seals = await context.Seals.AsNoTracking().ToListAsync(cancel);
        var heads = seals.GroupBy(seal => seal.Tenant).Select(chain => chain.MaxBy(seal => seal.Sequence)!)
            .OrderBy(seal => seal.Tenant, StringComparer.Ordinal).ToList();
        var index = heads.FindIndex(head => head.Tenant == chain);
        if (index < 0)
        {
            return null;
        }

        var instance = (await context.Instances.SingleAsync(cancel)).Instance;
        var leaves = heads.Select(LeafOf).ToList();
        var path = new List<byte[]>();
        var root = Root(leaves, index, path);
        _publicKeys[IdOf(_key)] = _key.ExportSubjectPublicKeyInfoPem() + "\n";
        var text = $"enterprise-access-log/{instance}\n{seals.Max(seal => seal.Ordinal)}\n{Convert.ToBase64String(root)}\nepoch {Epoch}\nnumber {_before.Number + 1}\n"
            + $"time {Time()}\nprevious {_before.Hash}\nstatements {_statement.Number} {_statement.Hash}\nkey {IdOf(_key)}\n";
        _before = (_before.Number + 1, Hash(text));
        return new(
            Sign(text, _key), new Dictionary<string, string>(_publicKeys, StringComparer.Ordinal),
                Convert.ToHexStringLower(SecretOf(chain)), heads[index].Sequence, heads[index].Epoch,
            Convert.ToHexStringLower(heads[index].Hash), index, leaves.Count, [.. path.Select(Convert.ToHexStringLower)],
            [.. _statements.Where(one => one.Tenant == "-" || one.Tenant == chain).Select(one => one.Text)]);
    }

    /// <summary>Signs a statement.</summary>
    public async Task StateAsync(string kind, string tenant, ECDsa? other, params IEnumerable<string> lines)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var text = $"enterprise-access-log/{(await context.Instances.SingleAsync()).Instance}/statement\nnumber {_statement.Number + 1}\ntime {Time()}\nkind {kind}\ntenant {tenant}\n"
            + $"previous {_statement.Hash}\n{string.Concat(lines.Select(line => line + "\n"))}key {IdOf(_key)}\n";
        _statement = (_statement.Number + 1, Hash(text));
        _statements.Add((tenant, Sign(text, other is null ? [_key] : [_key, other])));
    }

    public Task<ChainProof> RenewAsync(ChainProof proof, string chain, CancellationToken cancel) => Task.FromResult(proof with
    {
        PublicKeys = new Dictionary<string, string>(_publicKeys, StringComparer.Ordinal),
            Statements = [.. _statements.Where(one => one.Tenant == "-" || one.Tenant == chain).Select(one => one.Text)],
    });

    /// <summary>Signs that a part of an entry was erased: the key's id, and the signature in hexadecimal.</summary>
    public async Task<(string Key, string Signature)> MarkAsync(string entry, string part)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var text = $"enterprise-access-log/{(await context.Instances.SingleAsync()).Instance}/erased\nentry {entry}\npart {part}\nkey {IdOf(_key)}\n";
        _publicKeys[IdOf(_key)] = _key.ExportSubjectPublicKeyInfoPem() + "\n";
        return (IdOf(_key), Convert
            .ToHexStringLower(_key
            .SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
    }

    /// <summary>Goes over to another key, with a statement that both sign.</summary>
    public async Task RotateAsync()
    {
        var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _publicKeys[IdOf(_key)] = _key.ExportSubjectPublicKeyInfoPem() + "\n";
        await StateAsync("new-key", "-", next, $"new {IdOf(next)}");
        _key.Dispose();
        _key = next;
    }

    public void Dispose() => _key.Dispose();

    private string Time() => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private byte[] SecretOf(string tenant) => HMACSHA256.HashData(_logSecret, (byte[])[.. Field("tenant"), .. Field(tenant)]);

    private byte[] LeafOf(SealRow head)
    {
        var data = HMACSHA256.HashData(SecretOf(head.Tenant),
            (byte[])[.. Field(head.Tenant), .. Field(head.Sequence.ToString(CultureInfo.InvariantCulture)), .. head.Hash]);
        return SHA256.HashData([0, .. data]);
    }

    /// <summary>The tree of RFC 6962, and the way from one leaf to its root.</summary>
    private static byte[] Root(List<byte[]> leaves, int index, List<byte[]> path)
    {
        if (leaves.Count == 1)
        {
            return leaves[0];
        }

        var split = 1;
        while (split * 2 < leaves.Count)
        {
            split *= 2;
        }

        List<byte[]> aside = [];
        var (left, right) = index < 0
            ? (Root(leaves[..split], -1, aside), Root(leaves[split..], -1, aside))
            : index < split ? (Root(leaves[..split], index, path), Root(leaves[split..], -1, aside)) : (Root(leaves[..split], -1, aside),
                Root(leaves[split..], index - split, path));
        if (index >= 0)
        {
            path.Add(index < split ? right : left);
        }

        return SHA256.HashData([1, .. left, .. right]);
    }

    private static byte[] Field(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
