using Enterprise.Application;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Testing;
using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Integrity;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Checkpoints: when they are made, what they say, where they go, and what refuses a start.</summary>
public sealed class CheckpointTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_start_a_minute_and_a_stop_make_a_checkpoint_even_when_nothing_happened()
    {
        await using var store = await LogStore.StartAsync();
        await store.Checkpointer.StartAsync(CancellationToken.None);
        Assert.Equal("1", store.Read("SELECT max(Number) FROM Checkpoints"));

        await WaitFor(store, 2, () => store.Clock.Advance(TimeSpan.FromSeconds(20)));
        await store.Checkpointer.StopAsync(CancellationToken.None);
        var texts = await TextsAsync(store);
        Assert.True(texts.Count >= 3);
        Assert.All(texts.Zip(texts.Skip(1)),
            pair => Assert.Equal((pair.First.Signed.Hash, pair.First.Read.Number + 1),
            (pair.Second.Read.Previous, pair.Second.Read.Number)));
        Assert.Equal(texts.Select(text => text.Signed.ToString()), store.Get<CheckpointArchive>().Read()
            .Select(record => record.Text.ToString()));
        Assert.True(texts[1].Read.At - texts[0].Read.At >= CheckpointSchedule.Interval);
    }

    [Fact]
    public async Task Ten_thousand_entries_make_a_checkpoint_before_the_minute_is_over()
    {
        await using var store = await LogStore.StartAsync();
        await store.Checkpointer.StartAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, CheckpointSchedule.Entries)
            .Select(number => store.Log.AppendAsync(LogStore.Entry($"r-{number}")))).WaitAsync(Patience);
        await WaitFor(store, 2, () => store.Clock.Advance(TimeSpan.FromMilliseconds(50)));
        Assert.Equal("10000", store.Read("SELECT Size FROM Checkpoints WHERE Number = 2"));
        await store.Checkpointer.StopAsync(CancellationToken.None);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_proof_of_a_tenant_leads_from_its_last_entry_to_the_signed_root_and_names_nobody_else(LogDatabase on)
    {
        await using var store = await LogStore.StartAsync(on);
        foreach (var tenant in new[] { "acme", "borealis", "acme", "zeta", "galactic" })
        {
            await store.Log.AppendAsync(LogStore.Entry("r", tenant: tenant)).WaitAsync(Patience);
        }

        await store.SealedAsync();
        await store.Get<Statements>().WriteAsync(StatementKind.Hold, "borealis", [("reason", "of another")], CancellationToken.None);
        await store.Get<Statements>().WriteAsync(StatementKind.Hold, "acme", [("reason", "a\nb")], CancellationToken.None);
        var proof = (await store.Get<ICheckpoints>().ProveAsync(TenantId.Parse("acme"), CancellationToken.None))!;

        var (signed, checkpoint) = CheckpointText.Read(proof.Checkpoint)!;
        using var keys = new PublicKeys();
        Assert.Equal(proof.PublicKeys.Keys, proof.PublicKeys.Values.Select(keys.Add));
        Assert.True(keys.IsGood(signed, Assert.Single(signed.Signatures)));
        Assert.Equal((5, 2, "2"), (checkpoint.Size, proof.Sequence, store.Read("SELECT count(*) FROM Seals WHERE Tenant = 'acme'")));
        var data = System.Security.Cryptography.HMACSHA256.HashData(
            Convert.FromHexString(proof.TenantSecret), new CanonicalText().Begin().Add("acme").Add(proof.Sequence)
                .Raw(Convert.FromHexString(proof.Hash)).AsSpan());
        Assert.Equal(checkpoint.Root,
            Convert.ToBase64String(MerkleTree
            .RootOf(MerkleTree.Leaf(data), proof.Index, proof.Leaves, [.. proof.Path.Select(Convert.FromHexString)])!));
        Assert.Contains("\nreason a b\n", Assert.Single(proof.Statements), StringComparison.Ordinal);
        Assert.DoesNotContain("borealis", string.Concat(proof.Statements) + proof.Checkpoint, StringComparison.Ordinal);
        Assert.Null(await store.Get<ICheckpoints>().ProveAsync(TenantId.Parse("nobody"), CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Statements_of_two_processes_form_one_chain_and_the_checkpoint_names_the_last(LogDatabase on)
    {
        await using var first = await LogStore.StartAsync(on);
        await using var second = new LogStore(first);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => (number % 2 == 0 ? first : second).Get<Statements>()
            .WriteAsync(StatementKind.Hold, null, [("reason", $"n {number}")], CancellationToken.None)));
        await first.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);

        await using var context = await first.Contexts.CreateDbContextAsync();
        var hash = SignedText.None;
        foreach (var row in await context.Statements.OrderBy(row => row.Number).ToListAsync())
        {
            var (signed, statement) = StatementText.Read(row.Text)!;
            Assert.Equal(hash, statement.Previous);
            hash = signed.Hash;
        }

        Assert.Equal((10, hash), ((await TextsAsync(first))[0].Read.Statement, (await TextsAsync(first))[0].Read.StatementHash));
    }

    [Fact]
    public async Task The_keys_can_be_read_by_their_user_alone()
    {
        await using var store = await LogStore.StartAsync();
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        var files = Directory.GetFiles(store.Get<LogKeys>().Folder).Where(file => !file.EndsWith(".pub", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode));
    }

    [Fact]
    public async Task An_archive_in_the_folder_of_the_database_refuses_the_start()
    {
        await using var store = new LogStore(archive: "data/below/checkpoints");
        await store.MigrateAsync();
        Assert.Contains("AccessLog:CheckpointArchive",
            (await Assert.ThrowsAsync<StartRefusedException>(() => store.Checkpointer.StartAsync(CancellationToken.None))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_is_vouched_for_by_the_one_before()
    {
        await using var store = await LogStore.StartAsync();
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        var id = await store.Operator.RotateKeyAsync();
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);

        var texts = await TextsAsync(store);
        Assert.Equal([1, 2, 1], texts.Select(text => text.Signed.Signatures.Count));
        Assert.Equal((id, texts[0].Read.Key, id), (texts[1].Read.Key, texts[1].Signed.Signatures[1].Key, texts[2].Read.Key));
        using var keys = store.Get<LogKeys>().Public();
        Assert.All(texts.SelectMany(text => text.Signed.Signatures.Select(signature => keys.IsGood(text.Signed, signature))),
            good => Assert.True(good));
    }

    private static async Task WaitFor(LogStore store, int number, Action meanwhile)
    {
        for (var attempt = 0; attempt < 400 && store.Read($"SELECT 1 FROM Checkpoints WHERE Number = {number}") is not "1"; attempt++)
        {
            meanwhile();
            await Task.Delay(20);
        }
    }

    private static async Task<List<(SignedText Signed, CheckpointText Read)>> TextsAsync(LogStore store)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        return [.. (await context.Checkpoints.AsNoTracking().OrderBy(row => row.Number).ToListAsync()).Select(row =>
            CheckpointText.Read(row.Text) is var (signed, checkpoint) ? (signed, checkpoint) : throw new FormatException(row.Text))];
    }
}
