using Enterprise.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Each entry is sealed in its tenant's chain when it becomes durable, whoever adds it.</summary>
public sealed class ChainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, OnSqlite, OnPostgres]
    public async Task Every_entry_has_its_place_in_its_tenant_s_chain_and_the_chain_can_be_reckoned_again_from_the_tables(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        for (var number = 0; number < 30; number++)
        {
            await store.Log.AppendAsync(LogStore
                .Entry($"r-{number}", tenant: number % 3 == 0 ? "borealis" : "acme") with { Detail = number % 2 == 0
                ? "search=pump" : null }).WaitAsync(Patience);
        }

        await store.Log.AppendAsync(LogStore.Entry("r-nobody") with { Tenant = null }).WaitAsync(Patience);
        await store.SealedAsync();
        Assert.Equal([("", 1L), ("acme", 20L), ("borealis", 10L)], await SealCounts.OfAsync(store));
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

        Assert.Equal([("acme", 20L)], await SealCounts.OfAsync(first));
    }
}
