using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Recomputes all chains from the tables alone, and finds how long each is.</summary>
internal static class SealCounts
{
    public static async Task<IEnumerable<(string, long)>> OfAsync(LogStore store)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        var rows = await StoredEntry.ReadAsync(context, string.Empty, [], CancellationToken.None);
        var text = new CanonicalText();
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(number => (long)number), rows.Select(row => row.Seal!.Ordinal).Order());
        return [.. rows.GroupBy(row => row.Seal!.Tenant).OrderBy(chain => chain.Key, StringComparer.Ordinal).Select(chain =>
        {
            var hash = Chain.Start(chain.Key, 1, new byte[Chain.HashLength], text);
            var sequence = 0L;
            foreach (var row in chain.OrderBy(row => row.Seal!.Sequence))
            {
                Assert.Equal(chain.Key, row.Entry.Chain);
                Assert.All(row.Entry.Schema.Parts, part => Assert.Equal(
                    row.Commitments[part.Index], row.Salts[part.Index] is { } salt ? Commitment.To(salt, row.Entry, part, text) : null));
                hash = Chain.Next(hash, Chain.Leaf(row.Entry, ++sequence, row.Commitments, text));
                Assert.Equal((sequence, Convert.ToHexString(hash)), (row.Seal!.Sequence, Convert.ToHexString(row.Seal.Hash)));
            }

            return (chain.Key, sequence);
        })];
    }
}
