using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Reckons all chains again from the tables alone, and finds how long each is.</summary>
internal static class Reckoning
{
    public static async Task<IEnumerable<(string, long)>> OfAsync(LogStore store)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        var rows = await context.Entries.AsNoTracking().Include(row => row.Subject).Include(row => row.Detail).Include(row => row.Seal).ToListAsync();
        var text = new CanonicalText();
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(number => (long)number), rows.Select(row => row.Seal!.Ordinal).Order());
        return [.. rows.GroupBy(row => row.Seal!.Tenant).OrderBy(chain => chain.Key, StringComparer.Ordinal).Select(chain =>
        {
            var hash = Chain.Start(chain.Key.Length == 0 ? null : chain.Key, 1, new byte[Chain.HashLength], text);
            var sequence = 0L;
            foreach (var row in chain.OrderBy(row => row.Seal!.Sequence))
            {
                var entry = row.ToEntry();
                Assert.Equal(row.SubjectCommitment, Commitment.To(row.Subject!.Salt, entry.Subject!, text));
                Assert.Equal(row.DetailCommitment, row.Detail is null ? null : Commitment.To(row.Detail.Salt, row.Detail.Text, text));
                hash = Chain.Next(hash, Chain.Leaf(entry, ++sequence, row.SubjectCommitment, row.DetailCommitment, text));
                Assert.Equal((sequence, Convert.ToHexString(hash)), (row.Seal!.Sequence, Convert.ToHexString(row.Seal.Hash)));
            }

            return (chain.Key, sequence);
        })];
    }
}
