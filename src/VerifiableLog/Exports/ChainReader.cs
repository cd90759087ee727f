using System.Runtime.CompilerServices;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Search;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Exports;

/// <summary>
/// Reads a chain piece by piece, oldest first. Each piece is a statement of its own on a connection of its own, so that no writer
/// has to keep an old state of the store for it.
/// </summary>
internal sealed class ChainReader(IDbContextFactory<LogContext> contexts, LogQuery query)
{
    /// <summary>How many numbers of the chain a piece covers.</summary>
    public const int Piece = 1_000;

    private readonly CanonicalText _text = new();

    /// <summary>Where the chain begins and ends at this moment.</summary>
    public async Task<(ChainPlace Anchor, long Head)> RangeAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var seals = context.Seals.AsNoTracking().Where(seal => seal.Tenant == query.Chain);
        var head = await seals.MaxAsync(seal => (long?)seal.Sequence, cancel) ?? 0;
        var first = await seals.Where(seal => context.Entries.Any(row => row.Position == seal.Position)).OrderBy(seal => seal.Sequence)
            .FirstOrDefaultAsync(cancel);
        var before = first is null ? head : first.Sequence - 1;
        var anchor = before == 0 ? null : await seals.FirstOrDefaultAsync(seal => seal.Sequence == before, cancel);
        return (anchor is null ? new(0, 1, new byte[Chain.HashLength]) : new(anchor.Sequence, anchor.Epoch, anchor.Hash), head);
    }

    /// <summary>Counts what the reader may see and asked for.</summary>
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = context.Matching(query);
        if (query.Further is null)
        {
            return await found.LongCountAsync(cancel);
        }

        var count = 0L;
        await foreach (var at in found.Select(row => row.At).AsAsyncEnumerable().WithCancellation(cancel))
        {
            count += query.Includes(at) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Reads the pieces after one place up to another.</summary>
    /// <param name="after">The number before the first.</param>
    /// <param name="last">The last number.</param>
    /// <param name="isProof">Whether what a proof needs is read as well: what the reader may not see or did not ask for; of it, only leaves
    /// are given.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async IAsyncEnumerable<LogPiece> ReadAsync(long after, long last, bool isProof,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var from = after; from < last; from += Piece)
        {
            var until = Math.Min(from + Piece, last);
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var positions = query.IsAll ? null : await PositionsAsync(context, from, until, cancel);
            var rows = positions is null || isProof
                ? await PieceAsync(context, from, until, cancel) : await StoredEntry.AtAsync(context, positions, cancel);
            var pieces = rows.OrderBy(row => row.Seal!.Sequence).ToLookup(
                row => row.Entry.Chain == query.Chain && positions?.Contains(row.Position) != false && query.Includes(row.Entry.At));
            yield return new(until, [.. pieces[true]], isProof ? [.. pieces[false].Select(Leaf)] : []);
        }
    }

    private SkippedLeaf Leaf(StoredEntry row) =>
        new(row.Seal!.Sequence, row.Seal.Epoch, Chain.Leaf(row.Entry, row.Seal.Sequence, row.Commitments, _text));

    private async Task<HashSet<long>> PositionsAsync(LogContext context, long from, long until, CancellationToken cancel) =>
        await context.Matching(query)
            .Where(row => row.Seal!.Tenant == query.Chain && row.Seal.Sequence > from && row.Seal.Sequence <= until)
            .Select(row => row.Position).ToHashSetAsync(cancel);

    private Task<List<StoredEntry>> PieceAsync(LogContext context, long from, long until, CancellationToken cancel) =>
        StoredEntry.ReadAsync(
        context, "WHERE s.Tenant = @tenant AND s.Sequence > @from AND s.Sequence <= @until ORDER BY s.Sequence",
        [("@tenant", query.Chain), ("@from", from), ("@until", until)], cancel);
}

/// <summary>A piece of a chain.</summary>
/// <param name="Until">The last number that it covers.</param>
/// <param name="Rows">What the reader may see and asked for, in order.</param>
/// <param name="Others">The rest, in order.</param>
internal sealed record LogPiece(long Until, IReadOnlyList<StoredEntry> Rows, IReadOnlyList<SkippedLeaf> Others);

/// <summary>What stands in the chain for an entry that is left out.</summary>
internal sealed record SkippedLeaf(long Sequence, int Epoch, byte[] Leaf);
