using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Enterprise.Domain.AccessLog.Integrity;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>The lines of an export against each other, its anchor and its head.</summary>
internal sealed class ChainCheck(
    HashSet<(string, long?)> faults, List<SignedParts> statements, string tenant, string? subtenant, (long Sequence, long Epoch, byte[] Hash) anchor,
    (long Sequence, long Epoch, byte[] Hash) head, ErasedParts erased, CanonicalText text)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly HashSet<string> Names =
    [
        "seq", "epoch", "hash", "id", "at", "tenant", "tenantAsSeen", "subtenant", "action", "outcome", "reason", "resource", "resourceName", "items", "occurrences", "remark", "requestId", "issuer",
        "client", "tokenHash", "roles", "node", "version", "subjectCommitment", "subjectSalt", "subject", "detailCommitment", "detailSalt", "detail", "subjectErased", "detailErased",
    ];

    private static readonly HashSet<string> SubjectNames = ["userId", "userName", "address", "forwarded", "forwardedTrusted", "userAgent"];

    private readonly List<(long First, long Last)> _gaps = [];
    private readonly HashSet<long> _late = [];
    private (long Sequence, long Epoch, byte[] Hash) _at = anchor;
    private bool _joined;
    private bool _reached = anchor.Sequence == head.Sequence;
    private long _entries;
    private long _skipped;

    public void Run(IEnumerable<ReadOnlyMemory<byte>> lines, long? stated)
    {
        if (_reached && !_at.Hash.AsSpan().SequenceEqual(head.Hash))
        {
            faults.Add(("head", _at.Sequence));
        }

        JsonElement? end = null;
        foreach (var line in lines)
        {
            try
            {
                var item = JsonDocument.Parse(line, Strict).RootElement;
                if (item.ValueKind != JsonValueKind.Object || end is not null)
                {
                    faults.Add(("line", null));
                }
                else if (item.TryGetProperty("end", out _))
                {
                    end = item;
                }
                else if (item.TryGetProperty("skip", out var leaves))
                {
                    Skip(item, leaves);
                }
                else
                {
                    Entry(item);
                }
            }
            catch (Exception fault) when (ExportVerifier.IsFormat(fault))
            {
                faults.Add(("line", null));
            }
        }

        foreach (var (first, last) in _gaps.Where(gap => gap.Last - gap.First >= 1000 || Enumerable.Range(0, (int)(gap.Last - gap.First + 1)).Any(step => !_late.Contains(gap.First + step))))
        {
            faults.Add(("gap", first));
        }

        Require(_reached || _at.Sequence >= head.Sequence, "truncated", null);
        Require(end is not null, "truncated", null);
        Require(end is null || (end.Value.EnumerateObject().Count() == 3 && end.Value.GetProperty("end").ValueKind == JsonValueKind.True && Is(end.Value, "entries", _entries) && Is(end.Value, "skipped", _skipped)), "count", null);
        Require(stated == _entries, "count", null);
    }

    private static bool Is(JsonElement item, string name, long number) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var found) && found == number;

    private void Entry(JsonElement item)
    {
        if (!Names.SetEquals(item.EnumerateObject().Select(member => member.Name)))
        {
            throw new FormatException("other members");
        }

        var (sequence, epoch, stated) = (Number(item, "seq"), Number(item, "epoch"), ExportVerifier.Hex(Needed(item, "hash"), 32));
        var leaf = Leaf(item, sequence);
        var fits = PersonalPartFits(item);
        _ = (ErasedParts.Mark(item, "subjectErased"), ErasedParts.Mark(item, "detailErased"));
        _entries++;
        Require(Text(item, "tenant") == tenant && (subtenant is null || Text(item, "subtenant") == subtenant), "tenant", sequence);
        erased.Check(item, sequence, TimeOf(item));
        if (!Follows(sequence, sequence))
        {
            Require(fits, "edited", sequence);
            return;
        }

        var isJoined = _joined;
        var expected = Chain.Next(Before(epoch, sequence), leaf);
        Require(fits && (!isJoined || expected.AsSpan().SequenceEqual(stated)), "edited", sequence);
        Go(sequence, stated);
    }

    private void Skip(JsonElement item, JsonElement leaves)
    {
        var (sequence, epoch) = (Number(item, "seq"), Number(item, "epoch"));
        var hashes = leaves.EnumerateArray().Select(leaf => ExportVerifier.Hex(leaf.GetString(), 32)).ToList();
        if (item.EnumerateObject().Count() != 3 || hashes.Count is 0 or > 1000)
        {
            throw new FormatException("a skip of another form");
        }

        _skipped += hashes.Count;
        if (!Follows(sequence, sequence + hashes.Count - 1))
        {
            return;
        }

        var last = Before(epoch, sequence);
        foreach (var leaf in hashes)
        {
            last = Chain.Next(last, leaf);
            Go(sequence++, last);
        }
    }

    private bool Follows(long first, long last)
    {
        _joined = first <= _at.Sequence + 1;
        if (!_joined)
        {
            _gaps.Add((_at.Sequence + 1, first - 1));
        }
        else if (first <= _at.Sequence)
        {
            faults.Add((_gaps.Exists(gap => gap.First <= first && first <= gap.Last) && !_late.Contains(first) ? "moved" : "duplicate", first));
            for (var sequence = first; sequence <= last; sequence++)
            {
                _late.Add(sequence);
            }

            return false;
        }

        return true;
    }

    private byte[] Before(long epoch, long sequence)
    {
        Require(epoch >= _at.Epoch, "epoch", sequence);
        Require(epoch <= _at.Epoch || statements.Exists(one => one.Values["kind"] == "lost" && one.Text("epoch") == epoch.ToString(CultureInfo.InvariantCulture)), "epoch", sequence);
        var isStart = epoch > _at.Epoch || _at.Sequence == 0;
        _at.Epoch = Math.Max(epoch, _at.Epoch);
        return isStart ? SHA256.HashData(text.Begin(2).Add(tenant).Add(epoch).Raw(_at.Hash).AsSpan()) : _at.Hash;
    }

    private void Go(long sequence, byte[] hash)
    {
        _at = (sequence, _at.Epoch, hash);
        if (sequence == head.Sequence)
        {
            _reached = true;
            Require(hash.AsSpan().SequenceEqual(head.Hash) && _at.Epoch == head.Epoch, "head", sequence);
        }
    }

    private byte[] Leaf(JsonElement item, long sequence)
    {
        var at = TimeOf(item);
        text.Begin(0).Add("1").Add(sequence).Add(Text(item, "tenant")).Add(Needed(item, "id")).Add((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
            .Add(Text(item, "tenantAsSeen")).Add(Text(item, "subtenant")).Add(Needed(item, "action")).Add(Needed(item, "outcome")).Add(Text(item, "reason")).Add(Text(item, "resource"))
            .Add(Text(item, "resourceName")).Add(Number(item, "items")).Add(Number(item, "occurrences")).Add(Text(item, "remark")).Add(Needed(item, "requestId")).Add(Text(item, "issuer"))
            .Add(Text(item, "client")).Add(Text(item, "tokenHash")).Add(Text(item, "roles")).Add(Needed(item, "node")).Add(Needed(item, "version"))
            .Add(Commitment(Needed(item, "subjectCommitment"))).Add(Text(item, "detailCommitment") is { } detail ? Commitment(detail) : null);
        return SHA256.HashData(text.AsSpan());
    }

    private static DateTimeOffset TimeOf(JsonElement item) =>
        DateTimeOffset.ParseExact(Needed(item, "at"), "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private bool PersonalPartFits(JsonElement item)
    {
        var (subjectSalt, detailSalt) = (Salt(item, "subjectSalt"), Salt(item, "detailSalt"));
        var (who, detail) = (item.GetProperty("subject"), Text(item, "detail"));
        var fits = true;
        if (who.ValueKind != JsonValueKind.Null)
        {
            if (!SubjectNames.SetEquals(who.EnumerateObject().Select(member => member.Name)))
            {
                throw new FormatException("other members");
            }

            text.Begin().Add(Text(who, "userId")).Add(Text(who, "userName")).Add(Text(who, "address")).Add(Text(who, "forwarded"))
                .Add(who.GetProperty("forwardedTrusted").GetBoolean() ? 1L : 0L).Add(Text(who, "userAgent"));
            fits = subjectSalt is not null && Convert.ToHexStringLower(HMACSHA256.HashData(subjectSalt, text.AsSpan())) == Needed(item, "subjectCommitment");
        }

        return fits && (detail is null
            || (detailSalt is not null && Convert.ToHexStringLower(HMACSHA256.HashData(detailSalt, text.Begin().Add(detail).AsSpan())) == Text(item, "detailCommitment")));
    }

    private static byte[]? Salt(JsonElement item, string name) => Text(item, name) is { } salt ? ExportVerifier.Hex(salt, 16) : null;

    private static string Commitment(string hex) => Convert.ToHexStringLower(ExportVerifier.Hex(hex, 32));

    private static string Needed(JsonElement item, string name) => Text(item, name) ?? throw new FormatException($"{name} is missing");

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private static long Number(JsonElement item, string name) => item.GetProperty(name).GetInt64() is >= 0 and var number ? number : throw new FormatException($"{name} is negative");

    private void Require(bool isSo, string kind, long? sequence)
    {
        if (!isSo)
        {
            faults.Add((kind, sequence));
        }
    }
}
