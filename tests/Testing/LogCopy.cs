using Enterprise.Application;
using Enterprise.Application.AccessLog;
using Enterprise.Infrastructure;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Testing;

/// <summary>A copy of a running application's log with its witness, to be manipulated and verified in peace.</summary>
public sealed class LogCopy : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-copy-").FullName;
    private readonly string _keys;

    /// <summary>Copies the log of an application that keeps it in a file.</summary>
    public LogCopy(EnterpriseHost app)
    {
        var home = Path.GetDirectoryName(Path.GetDirectoryName(app.LogFile))!;
        _keys = Path.Combine(home, "keys");
        File.Copy(Path.Combine(home, "witness", "checkpoints"), Witness);
        using var connection = new SqliteConnection($"Data Source={app.LogFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @copy";
        command.Parameters.AddWithValue("@copy", Original);
        command.ExecuteNonQuery();
    }

    private string Original => Path.Combine(_folder, "original.db");

    private string Witness => Path.Combine(_folder, "checkpoints");

    /// <summary>Makes a checkpoint now.</summary>
    public static Task CheckpointAsync(EnterpriseHost app) => app.Services.GetRequiredService<CheckpointMaker>().MakeAsync(rollback: null, CancellationToken.None);

    /// <summary>Manipulates a fresh copy, or leaves it as it is, and verifies it.</summary>
    /// <param name="random">What decides; null to leave it as it is.</param>
    /// <returns>What was done and what was found.</returns>
    public async Task<(string Done, IReadOnlyList<LogFault> Faults)> TryAsync(Random? random)
    {
        var file = Path.Combine(_folder, Path.GetRandomFileName());
        File.Copy(Original, file);
        var done = random is null ? "nothing" : new Tampering(file, random).Apply();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("ConnectionStrings:AccessLog", $"Data Source={file};Pooling=False"), new("AccessLog:Keys", _keys), new("AccessLog:Witness", Witness)]).Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddApplication(mapperLicence: null).AddInfrastructure(configuration).BuildServiceProvider();
        var faults = new List<LogFault>();
        await foreach (var step in services.GetRequiredService<ILogVerifier>().VerifyAsync(tenant: null, range: null, CancellationToken.None))
        {
            faults.AddRange(step.Faults);
        }

        File.Delete(file);
        return (done, faults);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
