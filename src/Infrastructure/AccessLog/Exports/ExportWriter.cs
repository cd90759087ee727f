using Enterprise.VerifiableLog;
using Enterprise.Infrastructure.AccessLog.Exports.Formats;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>Writes one export: its lines into a file, and then, with what stands before them, into the file that is handed out.</summary>
internal sealed class ExportWriter(IDbContextFactory<LogContext> contexts, IChainProofs checkpoints, ExportFolder folder, TimeProvider clock)
{
    /// <summary>Writes an export.</summary>
    /// <param name="reader">Whose log.</param>
    /// <param name="order">What is exported.</param>
    /// <param name="progress">Is told how many entries were looked at, of how many, and how many were written.</param>
    /// <param name="cancel">Ends the writing.</param>
    /// <returns>The finished file, and where it stands.</returns>
    /// <exception cref="ExportFailedException">It cannot be made, for a reason that the reader can be told.</exception>
    public async Task<(ExportedFile File, string Path)> WriteAsync(TenantUser reader, ExportOrder order, Action<long, long, long> progress, CancellationToken cancel)
    {
        var at = clock.GetUtcNow();
        using var format = FormatOf(order.Format);
        var proof = await checkpoints.ProveAsync(reader.Tenant.Value, cancel).MappedAsync();
        if (proof is null && format.Verifies)
        {
            throw new ExportFailedException("There is no signed checkpoint of your tenant yet. Begin the export again in a minute.");
        }

        var log = new ChainReader(contexts, reader, order.Selection);
        var (anchor, head) = await log.RangeAsync(cancel);
        await using var lines = folder.Create();
        try
        {
            var (entries, first, last) = await WriteLinesAsync(log, format, lines, anchor.Sequence, head, progress, cancel);
            if ((await log.RangeAsync(cancel)).Anchor.Sequence != anchor.Sequence)
            {
                throw new ExportFailedException("Old entries were removed by retention while the export was being written. Begin it again.");
            }

            // Whatever was erased while the lines were written is vouched for by what was stated before it.
            proof = proof is null ? null : await checkpoints.RenewAsync(proof, reader.Tenant.Value, cancel).MappedAsync();
            return Finish(new(await InstanceAsync(cancel), reader, order.FilterText, at, entries, anchor, proof, first, last), order, format, lines);
        }
        finally
        {
            File.Delete(lines.Name);
        }
    }

    private async Task<(long Entries, DateTimeOffset? First, DateTimeOffset? Last)> WriteLinesAsync(
        ChainReader log, LineFormat format, FileStream lines, long after, long head, Action<long, long, long> progress, CancellationToken cancel)
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

    private (ExportedFile File, string Path) Finish(ExportFacts facts, ExportOrder order, LineFormat format, FileStream lines)
    {
        using var file = folder.Create();
        try
        {
            using var hashing = new HashingStream(file);
            lines.Position = 0;
            if (order.Format == ExportFormat.Evidence)
            {
                EvidencePackage.Write(hashing, facts, format.Head(facts), lines);
            }
            else
            {
                hashing.Write(format.Head(facts));
                lines.CopyTo(hashing);
            }

            file.Flush();
            var name = ExportName.Of(facts, order.Selection.Filter, order.Format == ExportFormat.Evidence ? "zip" : format.Extension);
            return (new(name, hashing.Length, hashing.Sha256, facts.Checkpoint, clock.GetUtcNow() + ExportFolder.Kept), file.Name);
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

    private static LineFormat FormatOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => new CsvFormat(withMark: false),
        ExportFormat.CsvWithMark => new CsvFormat(withMark: true),
        ExportFormat.Ocsf => new OcsfFormat(),
        ExportFormat.Ecs => new EcsFormat(),
        _ => new JsonLinesFormat(),
    };
}

/// <summary>An export cannot be made.</summary>
/// <param name="reason">Why, in a sentence for the reader.</param>
internal sealed class ExportFailedException(string reason) : Exception(reason);
