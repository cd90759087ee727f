using Enterprise.VerifiableLog.Checkpoints;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.VerifiableLog.Tests;

/// <summary>A log of entries that are no accesses: the engine needs a schema and nothing else.</summary>
public sealed class OtherSchemaTests : IAsyncLifetime
{
    private static readonly LogSchema Schema = new(
        new LogField("topic", LogFieldKind.Text, 20, IsRequired: true) { IsIndexed = true }, new LogField("size", LogFieldKind.Number),
        new LogField("author", LogFieldKind.Text, 64, Part: "signature") { Role = LogFieldRole.PersonId },
        new LogField("draft", LogFieldKind.Flag, Part: "signature"));

    private readonly string _folder = Directory.CreateTempSubdirectory("verifiable-log-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private ServiceProvider _services = null!;
    private Task _writing = Task.CompletedTask;

    [Fact]
    public async Task Entries_are_sealed_and_verified_and_a_change_is_found()
    {
        for (var number = 1; number <= 20; number++)
        {
            await Writer.AppendAsync(Entry(number % 2 == 0 ? "even" : "odd", number)).WaitAsync(TimeSpan.FromSeconds(20));
        }

        await _services.GetRequiredService<CheckpointMaker>().MakeAsync(epoch: null, CancellationToken.None);
        Assert.Equal((20, 1, 0), await VerifyAsync(chain: null));

        Run("UPDATE Entries SET Size = Size + 1 WHERE Position = 7");
        Run("UPDATE Signatures SET Author = 'nobody' WHERE Position = 9");
        Assert.Equal((20, 1, 2), await VerifyAsync(chain: null));
        Assert.Equal((10, 1, 2), await VerifyAsync("odd"));
        Assert.Equal((10, 1, 0), await VerifyAsync("even"));
    }

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddVerifiableLog<Tables, Tables>(StoreKind.Sqlite, _ => new()
            {
                Schema = Schema, Database = StoreKind.Sqlite, Store = $"Data Source={LogFile};Pooling=False",
                Keys = Path.Combine(_folder, "keys"), CheckpointArchive = Path.Combine(_folder, "archive", "checkpoints"),
                RunAfter = (_, _) => throw new NotSupportedException("No read has a deadline here."),
            })
            .BuildServiceProvider();
        await using var context = await _services.GetRequiredService<IDbContextFactory<LogContext>>().CreateDbContextAsync();
        await context.Database.EnsureCreatedAsync();
        await context.NameInstanceAsync(CancellationToken.None);
        _writing = Task.Run(() => Writer.Run(_stop.Token));
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        await _services.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private LogWriter Writer => _services.GetRequiredService<LogWriter>();

    private string LogFile => Path.Combine(_folder, "data", "notes.db");

    private static LogEntry Entry(string chain, int number) =>
        LogEntry.New(Schema, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, chain, ["weather", (long)number, $"author-{number}", false]);

    /// <summary>The number of entries, of checkpoints, and of faults of the chain.</summary>
    private async Task<(long Entries, long Checkpoints, long Faults)> VerifyAsync(string? chain)
    {
        VerificationResult? result = null;
        var faults = new List<VerificationFault>();
        await foreach (var step in _services.GetRequiredService<LogVerifier>().VerifyAsync(chain, range: null, CancellationToken.None))
        {
            faults.AddRange(step.Faults);
            result = step.Result;
        }

        Assert.All(faults, fault => Assert.Equal(("odd", VerificationFaultKind.Edited), (fault.Chain, fault.Kind)));
        return (result!.Entries, result.Checkpoints, faults.Count);
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={LogFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private sealed class Tables(DbContextOptions<Tables> options) : LogContext(options, OtherSchemaTests.Schema);
}
