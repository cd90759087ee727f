using System.Text;
using System.Text.Json;
using Enterprise.Application.AccessLog;

namespace Enterprise.Infrastructure.AccessLog.Verifying.Exports;

/// <summary>Verifies an export by what it holds alone: the same checks as of the store, over its lines.</summary>
internal sealed class ExportRun
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ExportHeader _header;
    private readonly FaultList _faults;
    private readonly ChainCheck _chain;
    private readonly SealedRow _row = new();
    private bool _isReached;
    private JsonElement? _end;
    private long _entries;
    private long _skipped;

    private ExportRun(ExportHeader header, FaultList faults)
    {
        (_header, _faults) = (header, faults);
        var statements = header.Verify();
        _chain = new(header.Tenant, statements, new(header.Instance, header.Keys, statements, faults), tree: null, faults);
        _chain.StartAt(new() { Tenant = header.Tenant, Sequence = header.Anchor.Sequence, Epoch = header.Anchor.Sequence == 0 ? 0 : header.Anchor.Epoch, Hash = header.Anchor.Hash });
        CompareHead();
    }

    /// <summary>Verifies an export. It never ends at a fault: it lists all.</summary>
    /// <returns>The faults; null where it is not an export.</returns>
    public static IReadOnlyList<LogFault>? Verify(Stream export)
    {
        var faults = new FaultList();
        using var lines = Lines(export).GetEnumerator();
        using var header = lines.MoveNext() && lines.Current is { } first ? ExportHeader.Read(first, faults) : null;
        if (header is null)
        {
            return null;
        }

        var run = new ExportRun(header, faults);
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
                ExportLines.FillEntry(_row, line, _header.Tenant, _header.Subtenant);
                _entries++;
                _chain.Add(_row);
                CompareHead();
            }
        }
        catch (Exception fault) when (ExportLines.IsMalformed(fault))
        {
            _faults.Add(LogFaultKind.Unreadable, null, null, $"A line cannot be read: {fault.Message}");
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
                _faults.Add(LogFaultKind.CheckpointMismatch, _header.Tenant, sequence, $"At entry {sequence} the chain is not as the checkpoint says.");
            }
        }
    }

    private void Finish()
    {
        _chain.End();
        if (!_isReached && _chain.EndOf(_header.Tenant).Sequence < _header.Head.Sequence)
        {
            _faults.Add(LogFaultKind.CutTail, null, null, "The chain ends before its head.");
        }

        if (_end is null)
        {
            _faults.Add(LogFaultKind.CutTail, null, null, "The last line, which says that this is the end, is missing.");
        }
        else if (!ExportLines.IsEnd(_end.Value, _entries, _skipped))
        {
            _faults.Add(LogFaultKind.Edited, null, null, $"The last line counts otherwise: there are {_entries} entries and {_skipped} skipped.");
        }

        if (_header.Entries != _entries)
        {
            _faults.Add(LogFaultKind.Edited, null, null, $"The header counts otherwise: there are {_entries} entries.");
        }
    }
}
