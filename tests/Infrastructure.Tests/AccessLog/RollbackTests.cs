using Enterprise.Application;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.VerifiableLog.Checkpoints;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>A database that is older than its checkpoint archive is not served until an operator accepts the loss.</summary>
public sealed class RollbackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_older_copy_refuses_the_start_until_the_loss_is_accepted_and_then_a_new_epoch_goes_on()
    {
        await using var store = await LogStore.StartAsync();
        await AppendAsync(store, 3);
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        var copy = store.File + ".copy";
        store.Run($"VACUUM INTO '{copy}'");
        await AppendAsync(store, 2);
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        await store.StopAsync();
        Put(copy, store.File);

        await using var restored = new LogStore(store);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => restored.Checkpointer.StartAsync(CancellationToken.None));
        Assert.Contains("accept-rollback", Assert.Single(refusal.Faults), StringComparison.Ordinal);

        await restored.Writer.StartAsync(CancellationToken.None);
        var lost = (await restored.Operator.AcceptRollbackAsync())!;
        Assert.Equal((2, 5, 3, 2), (lost.Number, lost.Size, lost.Restored, lost.Epoch));
        Assert.Null(await restored.Operator.AcceptRollbackAsync());
        Assert.Equal("3", restored.Read("SELECT max(Number) FROM Checkpoints WHERE Epoch = 2"));

        await restored.Checkpointer.StartAsync(CancellationToken.None);
        await AppendAsync(restored, 1);
        Assert.Equal("AcceptRollback|4|2",
            restored.Read("SELECT Action || '|' || Sequence || '|' || Epoch FROM Seals JOIN Entries USING (Position) WHERE Sequence = 4"));
        Assert.Equal("5|2", restored.Read("SELECT Sequence || '|' || Epoch FROM Seals ORDER BY Ordinal DESC LIMIT 1"));
        await restored.Checkpointer.StopAsync(CancellationToken.None);
        Assert.Empty((await TamperTests.FaultsAsync(restored)).Faults);

        // The loss vouches for what it took, and not for the checkpoint before.
        restored.Run("DELETE FROM Checkpoints WHERE Number = 1");
        Assert.Contains((await TamperTests.FaultsAsync(restored)).Faults,
            fault => fault is { Kind: LogFaultKind.Missing, Tenant: null, Sequence: 1 });
    }

    [Fact]
    public async Task A_process_that_runs_notices_the_new_epoch()
    {
        await using var store = await LogStore.StartAsync();
        await AppendAsync(store, 1);
        await store.Get<CheckpointMaker>().MakeAsync(new NewEpoch(2, After: 7), CancellationToken.None);
        await AppendAsync(store, 1);
        Assert.Equal("2|2", store.Read("SELECT Sequence || '|' || Epoch FROM Seals ORDER BY Ordinal DESC LIMIT 1"));
    }

    [Theory]
    [InlineData("DELETE FROM Seals WHERE Ordinal = 3", "ends at entry 2")]
    [InlineData("UPDATE Checkpoints SET Text = replace(Text, 'epoch 1', 'epoch 2')", "is not the one in its checkpoint archive")]
    [InlineData("UPDATE Instances SET Instance = '01234567-89AB-7DEF-8123-456789ABCDEF'", "belongs to another access log")]
    [InlineData("DELETE FROM Checkpoints", "older than its checkpoint archive")]
    public async Task A_store_that_does_not_fit_the_archive_refuses_the_start(string change, string why)
    {
        await using var store = await LogStore.StartAsync();
        await AppendAsync(store, 3);
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        Assert.Null(await store.Operator.FindRollbackAsync());
        store.Run(change);
        Assert.Contains(why, (await store.Operator.FindRollbackAsync())!.Why, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StartRefusedException>(() => store.Checkpointer.StartAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Half_a_record_at_the_end_of_the_archive_is_no_checkpoint()
    {
        await using var store = await LogStore.StartAsync();
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        var archive = store.Get<CheckpointArchive>();
        await File.AppendAllTextAsync(archive.Name, "\nenterprise-access-log/01234567\n99");
        Assert.Equal(1, archive.Last()!.Value.Checkpoint.Number);
        await store.Get<CheckpointMaker>().MakeAsync(null, CancellationToken.None);
        Assert.Equal([1, 2], archive.Read().Select(record => record.Checkpoint.Number));
    }

    private static void Put(string copy, string file)
    {
        SqliteConnection.ClearAllPools();
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        File.Move(copy, file, overwrite: true);
    }

    private static async Task AppendAsync(LogStore store, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await store.Log.AppendAsync(LogStore.Entry($"r-{number}")).WaitAsync(Patience);
        }
    }
}
