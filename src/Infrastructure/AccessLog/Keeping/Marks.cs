using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>The signed marks in place of personal parts that are removed: each says that this part of this entry was erased, and nothing of any other.</summary>
internal sealed class Marks(IProofStore store, LogKeys keys)
{
    /// <summary>Takes up the key that signs now.</summary>
    public async Task<Marker> BeginAsync(CancellationToken cancel)
    {
        var state = await store.ReadAsync(long.MaxValue, cancel);
        return new(state.Instance, keys.Current(state.Key));
    }
}

/// <summary>Makes marks with one key.</summary>
internal sealed class Marker(Guid instance, SigningKey key)
{
    /// <summary>Adds a mark for each position, to be called in the transaction that then removes the part there. A mark that is there already stays: it may be what tells of a manipulation.</summary>
    public async Task AddAsync(AccessLogContext context, string part, IQueryable<long> positions, CancellationToken cancel)
    {
        var entries = await positions.Join(context.Entries, position => position, entry => entry.Position, (_, entry) => new { entry.Position, entry.Tenant, entry.Id })
            .Where(entry => !context.Erasures.Any(mark => mark.Position == entry.Position && mark.Part == part)).ToListAsync(cancel);
        var signatures = key.Sign(entries.Select(entry => new ErasureMark { Instance = instance, Entry = entry.Id, Part = part, Key = key.Id }.ToBody()));
        context.ChangeTracker.Clear();
        context.Erasures.AddRange(entries.Zip(
            signatures, (entry, signature) => new ErasureRow { Position = entry.Position, Part = part, Tenant = entry.Tenant, Key = key.Id, Signature = signature.Bytes }));
        await context.SaveChangesAsync(cancel);
        context.ChangeTracker.Clear();
    }
}
