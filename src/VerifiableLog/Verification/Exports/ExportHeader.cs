using System.Text;
using System.Text.Json;
using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Verification.Exports;

/// <summary>The first line of an export: what is signed, and how the chain's head leads to it.</summary>
internal sealed class ExportHeader : IDisposable
{
    private static readonly HashSet<string> Names =
    [
        "format", "instance", "tenant", "subtenant", "filter", "exportedAt", "exportedBy", "entries", "anchor", "checkpoint", "publicKeys",
            "tenantSecret", "head", "index", "leaves", "path",
        "statements",
    ];

    private readonly JsonElement _header;
    private readonly FaultList _faults;
    private readonly List<IReadOnlyCollection<string>> _signers = [];

    private ExportHeader(JsonElement header, FaultList faults)
    {
        (_header, _faults) = (header, faults);
        Require(Names.SetEquals(header.EnumerateObject().Select(member => member.Name)), VerificationFaultKind.Unreadable,
            "The header's members are not the format's.");
        Tenant = Text("tenant") is { } tenant && Ascii.IsValid(tenant) ? tenant : string.Empty;
        Require(Text("tenant") == Tenant, VerificationFaultKind.Unreadable, "The header names no tenant.");
        Instance = Guid.TryParse(Text("instance"), out var instance) && instance.ToString() == Text("instance") ? instance : Guid.Empty;
        (Anchor, Head) = (Place("anchor"), Place("head"));
        if (Anchor.Sequence == 0 && (Anchor.Epoch != 1 || Anchor.Hash.AsSpan().ContainsAnyExcept((byte)0)))
        {
            Fault(VerificationFaultKind.Unreadable, "The anchor has another form.");
            Anchor = Beginning;
        }
    }

    public string Tenant { get; }

    /// <summary>The subtenant that alone is exported; null for all.</summary>
    public string? Subtenant => Text("subtenant");

    public Guid Instance { get; }

    /// <summary>The place in the chain before the first line.</summary>
    public ChainPlace Anchor { get; }

    /// <summary>The place that the checkpoint covers.</summary>
    public ChainPlace Head { get; }

    /// <summary>How many entries the header counts; null where it does not say.</summary>
    public long? Entries => _header.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Number
        && entries.TryGetInt64(out var number) ? number : null;

    /// <summary>The keys that vouch for each other, from the checkpoint's own on.</summary>
    public PublicKeys Keys { get; } = new();

    private static ChainPlace Beginning => new(0, 1, new byte[Chain.HashLength]);

    /// <summary>Reads the first line.</summary>
    /// <returns>Null where it is not the header of an export.</returns>
    public static ExportHeader? Read(string line, FaultList faults)
    {
        try
        {
            var header = JsonDocument.Parse(line, ExportLines.Strict).RootElement;
            return header.ValueKind == JsonValueKind.Object && TextOf(header, "format") == "enterprise-access-log/1"
                ? new(header, faults) : null;
        }
        catch (Exception fault) when (ExportLines.IsMalformed(fault))
        {
            return null;
        }
    }

    /// <summary>Verifies the signatures, the statements, and the way from the head to the checkpoint's root.</summary>
    /// <returns>The statements that vouch for something.</returns>
    public StatementCheck Verify()
    {
        using var stated = ReadKeys();
        var checkpoint = CheckpointText.Read(Text("checkpoint"));
        Require(checkpoint is not null, VerificationFaultKind.Edited, "The checkpoint cannot be read.");
        if (checkpoint is not null)
        {
            Verify(checkpoint.Text, checkpoint.Content.Key, stated, "The checkpoint");
        }

        var statements = new StatementCheck(Instance, stated, _faults, Tenant);
        foreach (var text in _header.TryGetProperty("statements", out var listed) && listed.ValueKind == JsonValueKind.Array
            ? listed.EnumerateArray() : default)
        {
            if (statements.AddPart(text.ValueKind == JsonValueKind.String ? TextOf(text) : null, checkpoint?.Content) is { } found)
            {
                _signers.Add(found);
            }
        }

        Trust(checkpoint?.Content.Key, stated);
        if (checkpoint is not null)
        {
            VerifyRoot(checkpoint.Content);
        }

        Require(
            Anchor.Sequence == 0 || statements.Of(StatementKind.Prune)
                .Any(one => one.Count("sequence") == Anchor.Sequence && one["hash"] == Convert.ToHexStringLower(Anchor.Hash)),
            VerificationFaultKind.Missing,
                $"The export begins after entry {Anchor.Sequence}, and no statement says that those before it were pruned.");
        return statements;
    }

    public void Dispose() => Keys.Dispose();

    private PublicKeys ReadKeys()
    {
        var keys = new PublicKeys();
        foreach (var member in _header.TryGetProperty("publicKeys", out var stated) && stated.ValueKind == JsonValueKind.Object
            ? stated.EnumerateObject() : default)
        {
            Require(
                member.Value.ValueKind == JsonValueKind.String && keys.TryAdd(member.Name, TextOf(member.Value)),
                    VerificationFaultKind.UnknownKey,
                $"The public key {member.Name} cannot be read, or has another id.");
        }

        return keys;
    }

    private void Verify(SignedText text, string key, PublicKeys keys, string what)
    {
        Signatures.Judge(text, key, before: null, keys, what, number: null, _faults);
        _signers.Add(Signatures.Signers(text, keys));
    }

    /// <summary>Keys vouch for each other by signing the same text.</summary>
    private void Trust(string? key, PublicKeys stated)
    {
        var trusted = new HashSet<string>(key is null ? [] : [key], StringComparer.Ordinal);
        while (_signers.Find(group => group.Any(trusted.Contains) && !group.All(trusted.Contains)) is { } group)
        {
            trusted.UnionWith(group);
        }

        Require(_signers.TrueForAll(group => group.All(trusted.Contains)), VerificationFaultKind.UnknownKey,
            "A key signed something, and no known key vouches for it.");
        foreach (var (id, pem) in stated.Pem.Where(one => trusted.Contains(one.Key)))
        {
            Keys.TryAdd(id, pem);
        }
    }

    private void VerifyRoot(CheckpointText checkpoint)
    {
        Require(checkpoint.Instance == Instance, VerificationFaultKind.Edited, "The checkpoint belongs to another log.");
        Require(Head.Epoch <= checkpoint.Epoch && Head.Sequence <= checkpoint.Size, VerificationFaultKind.Edited,
            "The head lies beyond the checkpoint.");
        try
        {
            var path = _header.GetProperty("path").EnumerateArray().Select(hash => ExportLines.Hex(hash.GetString(), Chain.HashLength))
                .ToList();
            var (index, leaves) = (ExportLines.Number(_header, "index"), ExportLines.Number(_header, "leaves"));
            var leaf = HeadTree.LeafOf(ExportLines.Hex(Text("tenantSecret"), Chain.HashLength), Tenant, Head.Sequence, Head.Hash);
            if (index >= leaves)
            {
                throw new FormatException("The head's leaf is beyond the tree.");
            }

            Require(
                leaves <= int.MaxValue && MerkleTree.RootOf(leaf, (int)index, (int)leaves, path) is { } root
                    && Convert.ToBase64String(root) == checkpoint.Root, VerificationFaultKind.CheckpointMismatch,
                $"The head of the chain, entry {Head.Sequence}, does not lead to the checkpoint's root.");
        }
        catch (Exception fault) when (ExportLines.IsMalformed(fault))
        {
            Fault(VerificationFaultKind.Unreadable, "The way to the root has another form.");
        }
    }

    private ChainPlace Place(string name)
    {
        try
        {
            var place = _header.GetProperty(name);
            return new(ExportLines.Number(place, "sequence"), checked((int)ExportLines.Number(place, "epoch")),
                ExportLines.Hex(place.GetProperty("hash").GetString(), Chain.HashLength));
        }
        catch (Exception fault) when (ExportLines.IsMalformed(fault))
        {
            Fault(VerificationFaultKind.Unreadable, $"{name} has another form.");
            return Beginning;
        }
    }

    private string? Text(string name) => TextOf(_header, name);

    private static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? TextOf(value) : null;

    /// <summary>Null for a text with half a character in it.</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Require(bool isSo, VerificationFaultKind kind, string text)
    {
        if (!isSo)
        {
            Fault(kind, text);
        }
    }

    private void Fault(VerificationFaultKind kind, string text) => _faults.Add(kind, null, null, text);
}
