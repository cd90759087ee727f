using System.Runtime.CompilerServices;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>
/// Reads a tenant's chain piece by piece, oldest first. Each piece is a statement of its own on a connection of its own, so that nobody who writes
/// has to keep an old state of the store for it.
/// </summary>
internal sealed class ChainReader(IDbContextFactory<AccessLogContext> contexts, TenantUser reader, AccessFilter filter)
{
    /// <summary>How many numbers of the chain a piece covers.</summary>
    public const int Piece = 1_000;

    private readonly CanonicalText _text = new();

    /// <summary>Where the tenant's chain begins and ends at this moment.</summary>
    public async Task<(ChainPlace Anchor, long Head)> RangeAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var seals = context.Seals.AsNoTracking().Where(seal => seal.Tenant == reader.Tenant.Value);
        var head = await seals.MaxAsync(seal => (long?)seal.Sequence, cancel) ?? 0;
        var first = await seals.Where(seal => context.Entries.Any(row => row.Position == seal.Position)).OrderBy(seal => seal.Sequence).FirstOrDefaultAsync(cancel);
        var before = first is null ? head : first.Sequence - 1;
        var anchor = before == 0 ? null : await seals.FirstOrDefaultAsync(seal => seal.Sequence == before, cancel);
        return (anchor is null ? new(0, 1, new byte[Chain.HashLength]) : new(anchor.Sequence, anchor.Epoch, anchor.Hash), head);
    }

    /// <summary>Counts what the reader may see and asked for.</summary>
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = context.Entries.AsNoTracking().OfReader(reader).Matching(filter);
        if (filter.Hours is null)
        {
            return await found.LongCountAsync(cancel);
        }

        var count = 0L;
        await foreach (var at in found.Select(row => row.At).AsAsyncEnumerable().WithCancellation(cancel))
        {
            count += IsMeant(at) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The hours of the week, which no database is asked for.</summary>
    private bool IsMeant(long at) => filter.Hours?.Contains(Microseconds.ToTime(at)) ?? true;

    /// <summary>Reads the pieces after one place up to another.</summary>
    /// <param name="after">The number before the first.</param>
    /// <param name="last">The last number.</param>
    /// <param name="isProof">Whether what a proof needs is read as well: marks of what was erased, and what the reader may not see or did not ask for; of it, only leaves are given.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async IAsyncEnumerable<LogPiece> ReadAsync(long after, long last, bool isProof, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var from = after; from < last; from += Piece)
        {
            var until = Math.Min(from + Piece, last);
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var rows = await Within(context, from, until).OfReader(reader).Matching(filter)
                .Include(row => row.Subject).Include(row => row.Detail).If(isProof, entries => entries.Include(row => row.Erasures)).OrderBy(row => row.Seal!.Sequence).ToListAsync(cancel);
            rows.RemoveAll(row => !IsMeant(row.At));
            var others = isProof && rows.Count < until - from ? await OthersAsync(context, from, until, rows, cancel) : [];
            yield return new(until, rows, others);
        }
    }

    private async Task<List<SkippedLeaf>> OthersAsync(AccessLogContext context, long from, long until, List<EntryRow> rows, CancellationToken cancel)
    {
        var shown = rows.Select(row => row.Position).ToHashSet();
        var all = await Within(context, from, until).OrderBy(row => row.Seal!.Sequence).ToListAsync(cancel);
        return [.. all.Where(row => !shown.Contains(row.Position)).Select(row => new SkippedLeaf(row.Seal!.Sequence, row.Seal.Epoch,
            Chain.Leaf(row.ToEntry(), row.Seal.Sequence, row.SubjectCommitment, row.DetailCommitment, _text)))];
    }

    private IQueryable<EntryRow> Within(AccessLogContext context, long from, long until) => context.Entries.AsNoTracking().Include(row => row.Seal)
        .Where(row => row.Seal!.Tenant == reader.Tenant.Value && row.Seal.Sequence > from && row.Seal.Sequence <= until);
}

/// <summary>A piece of a chain.</summary>
/// <param name="Until">The last number that it covers.</param>
/// <param name="Rows">What the reader may see and asked for, in order.</param>
/// <param name="Others">The rest, in order.</param>
internal sealed record LogPiece(long Until, IReadOnlyList<EntryRow> Rows, IReadOnlyList<SkippedLeaf> Others);

/// <summary>What stands in the chain for an entry that is left out.</summary>
internal sealed record SkippedLeaf(long Sequence, int Epoch, byte[] Leaf);
