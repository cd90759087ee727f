using System.Text;
using System.Text.Json;

namespace Enterprise.VerifiableLog.Verification.Exports;

/// <summary>Verifies an export by what it holds alone: the same checks as of the store, over its lines.</summary>
internal sealed class ExportRun
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ExportHeader _header;
    private readonly FaultList _faults;
    private readonly ChainCheck _chain;
    private readonly ExportLines _lines;
    private readonly SealedRow _row;
    private bool _isReached;
    private JsonElement? _end;
    private long _entries;
    private long _skipped;

    private ExportRun(LogSchema schema, ExportHeader header, FaultList faults)
    {
        (_header, _faults, _lines, _row) = (header, faults, new(schema), new(schema));
        var statements = header.Verify();
        _chain = new(header.Tenant, statements, new(schema.Person, header.Instance, header.Keys, statements, faults), tree: null, faults);
        _chain.StartAt(new() { Tenant = header.Tenant, Sequence = header.Anchor.Sequence, Epoch = header.Anchor.Sequence == 0
            ? 0 : header.Anchor.Epoch, Hash = header.Anchor.Hash });
        CompareHead();
    }

    /// <summary>Verifies an export. It never ends at a fault: it lists all.</summary>
    /// <returns>The faults; null where it is not an export.</returns>
    public static IReadOnlyList<VerificationFault>? Verify(Stream export, LogSchema schema)
    {
        var faults = new FaultList();
        using var lines = Lines(export).GetEnumerator();
        using var header = lines.MoveNext() && lines.Current is { } first ? ExportHeader.Read(first, faults) : null;
        if (header is null)
        {
            return null;
        }

        var run = new ExportRun(schema, header, faults);
        while (lines.MoveNext())
        {
            run.Add(lines.Current);
        }

        run.Finish();
        return faults.Take();
    }

    /// <summary>Null stands for a line that is not UTF-8.</summary>
    private static IEnumerable<string?> Lines(Stream export)
    {
        using var bytes = new MemoryStream();
        export.CopyTo(bytes);
        for (var (from, all) = (0, bytes.GetBuffer().AsMemory(0, (int)bytes.Length)); from < all.Length;)
        {
            var length = all.Span[from..].IndexOf((byte)'\n');
            var line = all.Slice(from, length < 0 ? all.Length - from : length);
            yield return Decode(line.Span);
            from += line.Length + 1;
        }
    }

    private static string? Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return Utf8.GetString(line);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private void Add(string? text)
    {
        try
        {
            var line = JsonDocument.Parse(text ?? throw new FormatException("The line is not UTF-8."), ExportLines.Strict).RootElement;
            if (line.ValueKind != JsonValueKind.Object || _end is not null)
            {
                throw new FormatException("The line is no object, or stands after the end.");
            }

            if (line.TryGetProperty("end", out _))
            {
                _end = line;
            }
            else if (line.TryGetProperty("skip", out var skipped))
            {
                Skip(line, skipped);
            }
            else
            {
                _lines.FillEntry(_row, line, _header.Tenant, _header.Subtenant);
                _entries++;
                _chain.Add(_row);
                CompareHead();
            }
        }
        catch (Exception fault) when (ExportLines.IsMalformed(fault))
        {
            _faults.Add(VerificationFaultKind.Unreadable, null, null, $"A line cannot be read: {fault.Message}");
        }
    }

    private void Skip(JsonElement line, JsonElement skipped)
    {
        var (sequence, epoch, leaves) = ExportLines.Skipped(line, skipped);
        _skipped += leaves.Count;
        foreach (var leaf in leaves)
        {
            _chain.Skip(_header.Tenant, sequence++, epoch, leaf);
            CompareHead();
        }
    }

    private void CompareHead()
    {
        var (sequence, epoch, hash) = _chain.EndOf(_header.Tenant);
        if (!_isReached && sequence == _header.Head.Sequence)
        {
            _isReached = true;
            if (!hash.AsSpan().SequenceEqual(_header.Head.Hash) || (sequence != _header.Anchor.Sequence && epoch != _header.Head.Epoch))
            {
                _faults.Add(VerificationFaultKind.CheckpointMismatch, _header.Tenant, sequence,
                    $"At entry {sequence} the chain is not as the checkpoint says.");
            }
        }
    }

    private void Finish()
    {
        _chain.End();
        if (!_isReached && _chain.EndOf(_header.Tenant).Sequence < _header.Head.Sequence)
        {
            _faults.Add(VerificationFaultKind.CutTail, null, null, "The chain ends before its head.");
        }

        if (_end is null)
        {
            _faults.Add(VerificationFaultKind.CutTail, null, null, "The last line, which says that this is the end, is missing.");
        }
        else if (!ExportLines.IsEnd(_end.Value, _entries, _skipped))
        {
            _faults.Add(VerificationFaultKind.Edited, null, null,
                $"The last line counts otherwise: there are {_entries} entries and {_skipped} skipped.");
        }

        if (_header.Entries != _entries)
        {
            _faults.Add(VerificationFaultKind.Edited, null, null, $"The header counts otherwise: there are {_entries} entries.");
        }
    }
}
