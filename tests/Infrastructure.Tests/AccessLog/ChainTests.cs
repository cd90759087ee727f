using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Each entry is sealed in its tenant's chain when it becomes durable, whoever adds it.</summary>
public sealed class ChainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_entry_has_its_place_in_its_tenant_s_chain_and_the_chain_can_be_reckoned_again_from_the_tables()
    {
        await using var store = await LogStore.StartAsync();
        for (var number = 0; number < 30; number++)
        {
            await store.Log.AppendAsync(LogStore.Entry($"r-{number}", tenant: number % 3 == 0 ? "borealis" : "acme") with { Detail = number % 2 == 0 ? "search=pump" : null }).WaitAsync(Patience);
        }

        await store.Log.AppendAsync(LogStore.Entry("r-nobody") with { Tenant = null }).WaitAsync(Patience);
        Assert.Equal([("", 1L), ("acme", 20L), ("borealis", 10L)], await ReckonAsync(store));
    }

    [Fact]
    public async Task A_second_process_at_the_same_file_goes_on_where_the_first_stood_and_the_first_notices()
    {
        await using var first = await LogStore.StartAsync();
        await using var second = new LogStore(first.File);
        await second.Writer.StartAsync(CancellationToken.None);
        for (var number = 0; number < 20; number++)
        {
            await (number % 2 == 0 ? first : second).Log.AppendAsync(LogStore.Entry($"r-{number}")).WaitAsync(Patience);
        }

        Assert.Equal([("acme", 20L)], await ReckonAsync(first));
    }

    private static async Task<IEnumerable<(string, long)>> ReckonAsync(LogStore store)
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
