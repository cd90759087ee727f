using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Exports.Formats;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Search;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Exports;

/// <summary>Writes one export: its lines into a file, and then, with what is before them, into the file that is handed out.</summary>
internal sealed class LogExporter(IDbContextFactory<LogContext> contexts, IChainProofs checkpoints, ExportFolder folder, TimeProvider clock)
{
    /// <summary>Counts the entries that an export would have now.</summary>
    /// <exception cref="LogException">The log could not be read.</exception>
    public Task<long> CountAsync(LogQuery query, CancellationToken cancel) =>
        ReadAsync(() => new ChainReader(contexts, query).CountAsync(cancel));

    /// <summary>Writes an export.</summary>
    /// <param name="format">How it is written.</param>
    /// <param name="isPackage">Whether it is packed with everything that is needed to verify it offline.</param>
    /// <param name="progress">Is told how many entries were looked at, of how many, and how many were written.</param>
    /// <exception cref="LogException">The log could not be read, has no checkpoint of the chain yet, or was pruned meanwhile.</exception>
    /// <exception cref="IOException">There is no room for it.</exception>
    public Task<ExportedLog> WriteAsync(
        ExportRequest request, LineFormat format, bool isPackage, Action<long, long, long> progress, CancellationToken cancel) =>
        ReadAsync(() => MakeAsync(request, format, isPackage, progress, cancel));

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new LogException(LogFailure.Unavailable, "The access log could not be read.", fault);
        }
    }

    private async Task<ExportedLog> MakeAsync(
        ExportRequest request, LineFormat format, bool isPackage, Action<long, long, long> progress, CancellationToken cancel)
    {
        var (at, chain) = (clock.GetUtcNow(), request.Query.Chain);
        var proof = await checkpoints.ProveAsync(chain, cancel);
        if (proof is null && format.Verifies)
        {
            throw new LogException(LogFailure.NoCheckpoint, "No checkpoint covers the chain yet.");
        }

        var log = new ChainReader(contexts, request.Query);
        var (anchor, head) = await log.RangeAsync(cancel);
        await using var lines = folder.Create();
        try
        {
            var (entries, first, last) = await WriteLinesAsync(log, format, lines, anchor.Sequence, head, progress, cancel);
            if ((await log.RangeAsync(cancel)).Anchor.Sequence != anchor.Sequence)
            {
                throw new LogException(LogFailure.Pruned, "Entries were pruned while they were exported.");
            }

            // Whatever was erased while the lines were written is vouched for by what was stated before it.
            proof = proof is null ? null : await checkpoints.RenewAsync(proof, chain, cancel);
            return Finish(new(await InstanceAsync(cancel), request, at, entries, anchor, proof, first, last), format, isPackage, lines);
        }
        finally
        {
            File.Delete(lines.Name);
        }
    }

    private async Task<(long Entries, DateTimeOffset? First, DateTimeOffset? Last)> WriteLinesAsync(
        ChainReader log, LineFormat format, FileStream lines, long after, long head, Action<long, long, long> progress,
            CancellationToken cancel)
    {
        var (entries, first, last) = (0L, long.MaxValue, long.MinValue);
        await foreach (var piece in log.ReadAsync(after, head, format.Verifies, cancel))
        {
            var other = 0;
            foreach (var row in piece.Rows)
            {
                for (; other < piece.Others.Count && piece.Others[other].Sequence < row.Seal!.Sequence; other++)
                {
                    format.Skip(piece.Others[other]);
                }

                format.Add(row);
                (first, last) = (Math.Min(first, row.Entry.At), Math.Max(last, row.Entry.At));
            }

            for (; other < piece.Others.Count; other++)
            {
                format.Skip(piece.Others[other]);
            }

            entries += piece.Rows.Count;
            lines.Write(format.Take().Span);
            folder.RequireRoom();
            progress(piece.Until - after, head - after, entries);
        }

        format.End(entries);
        lines.Write(format.Take().Span);
        lines.Flush();
        return entries == 0 ? (0, null, null) : (entries, Microseconds.ToTime(first), Microseconds.ToTime(last));
    }

    private ExportedLog Finish(ExportFacts facts, LineFormat format, bool isPackage, FileStream lines)
    {
        using var file = folder.Create();
        try
        {
            using var hashing = new HashingStream(file);
            lines.Position = 0;
            if (isPackage)
            {
                EvidencePackage.Write(hashing, facts, format.Head(facts), lines);
            }
            else
            {
                hashing.Write(format.Head(facts));
                lines.CopyTo(hashing);
            }

            file.Flush();
            return new(file.Name, hashing.Length, hashing.Sha256, facts);
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    }

    private async Task<Guid> InstanceAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return (await context.Instances.AsNoTracking().SingleAsync(cancel)).Instance;
    }
}

/// <summary>A finished export.</summary>
/// <param name="Path">Where its file is.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of the file, hexadecimal.</param>
internal sealed record ExportedLog(string Path, long Length, string Sha256, ExportFacts Facts);
