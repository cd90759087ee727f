using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>
/// The signed receipts of personal parts that are removed: each says that this part of this entry was erased, and nothing of any other.
/// </summary>
internal sealed class ErasureReceipts(IProofStore store, LogKeys keys)
{
    /// <summary>Takes the key that signs now.</summary>
    public async Task<ReceiptIssuer> BeginAsync(CancellationToken cancel)
    {
        var state = await store.ReadAsync(long.MaxValue, cancel);
        return new(state.Instance, keys.Current(state.Key));
    }
}

/// <summary>Issues receipts with one key.</summary>
internal sealed class ReceiptIssuer(Guid instance, SigningKey key)
{
    /// <summary>
    /// Adds a receipt for each position, in the transaction that then removes the part. An existing receipt stays: it may be evidence of a
    /// manipulation.
    /// </summary>
    public async Task AddAsync(LogContext context, string part, IQueryable<long> positions, CancellationToken cancel)
    {
        var entries = await positions
            .Join(context.Entries, position => position, entry => entry.Position,
            (_, entry) => new { entry.Position, entry.Tenant, entry.Id })
            .Where(entry => !context.Erasures.Any(receipt => receipt.Position == entry.Position && receipt.Part == part))
                .ToListAsync(cancel);
        var signatures = key.Sign(entries
            .Select(entry => new ErasureReceipt { Instance = instance, Entry = entry.Id, Part = part, Key = key.Id }.ToBody()));
        context.ChangeTracker.Clear();
        context.Erasures.AddRange(entries.Zip(
            signatures, (entry, signature) =>
                new ErasureRow { Position = entry.Position, Part = part, Tenant = entry.Tenant, Key = key.Id,
                Signature = signature.Bytes }));
        await context.SaveChangesAsync(cancel);
        context.ChangeTracker.Clear();
    }
}
