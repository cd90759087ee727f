using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Enterprise.Testing;

/// <summary>
/// A log in a file of its own, with everything that happens to a log over years: each operation is one of the application, and none is a
/// fault.
/// </summary>
public sealed class LogLife : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero));
    private readonly Random _random;
    private ServiceProvider _services = null!;

    private LogLife(string folder, Random random) => (Folder, _random) = (folder, random);

    /// <summary>Where all of it stands.</summary>
    public string Folder { get; }

    /// <summary>The log.</summary>
    public string File => Path.Combine(Folder, "data", "access-log.db");

    /// <summary>The folder of its keys.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>Its checkpoint archive.</summary>
    public string Archive => Path.Combine(Folder, "archive", "checkpoints");

    /// <summary>Its time.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>What can happen to it; each is to be followed by a checkpoint.</summary>
    public IReadOnlyDictionary<string, Func<Task>> Operations => new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
    {
        ["entries"] = () => AddAsync(_random.Next(5, 20)),
        ["quiet"] = () => Task.CompletedTask,
        ["rotation"] = () => Operator.RotateKeyAsync(),
        ["erasure"] = EraseAsync,
        ["pseudonymisation"] = PseudonymiseAsync,
        ["pruning"] = PruneAsync,
        ["rollback"] = RollBackAsync,
    };

    /// <summary>Begins one, or goes on with one in a folder that is there.</summary>
    public static async Task<LogLife> StartAsync(Random random, string? folder = null)
    {
        var life = new LogLife(folder ?? Directory.CreateTempSubdirectory("enterprise-life-").FullName, random);
        await life.OpenAsync();
        return life;
    }

    /// <summary>Lets the time pass.</summary>
    public void Wait(TimeSpan time) => _clock.Advance(time);

    /// <summary>Adds entries of four tenants and of nobody.</summary>
    public async Task AddAsync(int count, int age = 0)
    {
        var log = _services.GetRequiredService<IAccessLog>();
        for (var number = 0; number < count; number++)
        {
            var (tenant, user) = (_random.Next(5) is var one && one > 0 ? TenantId.Parse($"tenant{one}") : null, _random.Next(4));
            await log.AppendAsync(new()
            {
                Id = Guid.CreateVersion7(), At = _clock.GetUtcNow().AddDays(-age), Tenant = tenant, Subtenant = _random.Next(3) == 0
                    ? SubtenantId.Parse("sub-1") : null,
                Subject = new($"user-{user}", $"user{user}@acme.example", "192.0.2.7", _random.Next(2) == 0 ? "198.51.100.4"
                    : null, _random.Next(2) == 0, "curl/8"),
                Action = AccessAction.ListAssets, Outcome = (AccessOutcome)_random.Next(3), Reason = _random.Next(2) == 0 ? null
                    : "role_missing", Resource = _random.Next(2) == 0 ? null : "a1",
                Detail = _random.Next(3) switch { 0 => null, 1 => "search=pump", _ => "user=user-1" }, Items = _random.Next(100),
                    RequestId = $"r-{number}", Node = "node-1", Version = "1.0.0",
                Authentication = _random.Next(5) == 0 ? null : new("https://acme.example/oauth/token", "enterprise-1", "0123", "User"),
            }).WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>Makes a checkpoint.</summary>
    public Task CheckpointAsync() => _services.GetRequiredService<CheckpointMaker>().MakeAsync(epoch: null, CancellationToken.None);

    /// <summary>Lets go of the file.</summary>
    public async Task CloseAsync()
    {
        await _services.GetRequiredService<AccessLogWriter>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    /// <summary>Takes the file up again, as a start does.</summary>
    /// <param name="isRestored">Whether an older copy was restored, and the loss is accepted.</param>
    public async Task OpenAsync(bool isRestored = false)
    {
        _services = LogServices.Build(File, Keys, Archive, _clock, isSealing: true);
        await _services.GetServices<IHostedService>().OfType<AccessLogMigration>().Single().StartAsync(CancellationToken.None);
        await _services.GetRequiredService<AccessLogWriter>().StartAsync(CancellationToken.None);
        if (isRestored && await Operator.AcceptRollbackAsync() is null)
        {
            throw new InvalidOperationException("An older copy of the log passes for the newest.");
        }

        await _services.GetRequiredService<SignedLog>().RefuseAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private OperatorCommands Operator => new(_services);

    private async Task EraseAsync()
    {
        await AddAsync(10);
        await Operator.EraseAsync(TenantId.Parse($"tenant{_random.Next(1, 5)}"), $"user-{_random.Next(4)}", "ticket 7");
    }

    private async Task PseudonymiseAsync()
    {
        foreach (var plan in await Operator.PlanPseudonymiseAsync(_random.Next(100, 300)))
        {
            await Operator.PseudonymiseAsync(plan);
        }
    }

    private async Task PruneAsync()
    {
        foreach (var plan in await Operator.PlanPruneAsync())
        {
            await Operator.PruneAsync(plan);
        }
    }

    /// <summary>An older copy is restored, and the loss accepted.</summary>
    private async Task RollBackAsync()
    {
        var copy = Path.Combine(Folder, "older.db");
        LogCopy.Copy(File, copy);
        await AddAsync(5);
        await CheckpointAsync();
        await CloseAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(File)!))
        {
            System.IO.File.Delete(file);
        }

        System.IO.File.Move(copy, File);
        await OpenAsync(isRestored: true);
        await AddAsync(5);
    }
}
