using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Exports;
using Enterprise.VerifiableLog.Checkpoints;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Enterprise.Testing;

/// <summary>A copy of a log with its archive, to be manipulated, verified and exported in peace.</summary>
public sealed class LogCopy : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-copy-").FullName;
    private readonly string _keys;
    private readonly DateTimeOffset _now;

    /// <summary>Copies a log.</summary>
    public LogCopy(LogLife life)
    {
        (_keys, _now) = (life.Keys, life.Now);
        File.Copy(life.Archive, Archive);
        Copy(life.File, Original);
    }

    /// <summary>The copy of the checkpoint archive.</summary>
    public string Archive => Path.Combine(_folder, "checkpoints");

    private string Original => Path.Combine(_folder, "original.db");

    /// <summary>Copies a log that is in use.</summary>
    public static void Copy(string file, string copy)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @copy";
        command.Parameters.AddWithValue("@copy", copy);
        command.ExecuteNonQuery();
    }

    /// <summary>Makes a checkpoint of an application now.</summary>
    public static Task CheckpointAsync(EnterpriseHost app) => app.Services.GetRequiredService<CheckpointMaker>()
        .MakeAsync(epoch: null, CancellationToken.None);

    /// <summary>Leaves the copy as it is, and verifies and exports it.</summary>
    public Task<Tried> TryAsync(string tenant) => TryAsync(Original, null, tenant);

    /// <summary>
    /// Manipulates a fresh copy, verifies it, and exports the tenant's chain that was manipulated, or another's where none was.
    /// </summary>
    public async Task<Tried> TryAsync(Random random)
    {
        var file = Path.Combine(_folder, Path.GetRandomFileName());
        File.Copy(Original, file);
        var done = new Tampering(file, random).Apply();
        try
        {
            return await TryAsync(file, done, done.Tenant ?? "tenant1");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Tried> TryAsync(string file, Manipulation? done, string tenant)
    {
        await using var services = LogServices.Build(file, _keys, Archive, new FakeTimeProvider(_now), isSealing: false);
        var faults = new List<LogFault>();
        await foreach (var step in services.GetRequiredService<ILogVerifier>()
            .VerifyAsync(tenant: null, range: null, CancellationToken.None))
        {
            faults.AddRange(step.Faults);
        }

        return new(done, tenant, faults, await ExportAsync(services, tenant));
    }

    /// <summary>
    /// As the application exports, but on the last checkpoint that there is: a new one would be made over what was manipulated.
    /// </summary>
    private static async Task<byte[]?> ExportAsync(ServiceProvider services, string tenant)
    {
        if (!TenantId.TryParse(tenant, out var id))
        {
            return null;
        }

#pragma warning disable CA1031 // Whatever goes wrong: this log cannot be exported any more, which nobody overlooks.
        try
        {
            var (_, path) = await services.GetRequiredService<ExportWriter>().WriteAsync(
                new(id, null, "clara", "clara@acme.example"), new(new(new()), string.Empty, ExportFormat.JsonLines, 0),
                (_, _, _) => { }, CancellationToken.None);
            return await File.ReadAllBytesAsync(path);
        }
        catch (Exception)
        {
            return null;
        }
#pragma warning restore CA1031
    }
}

/// <summary>What came of one log.</summary>
/// <param name="Done">What was done to it; null for nothing.</param>
/// <param name="Tenant">Whose chain was exported.</param>
/// <param name="Faults">What the verifier found.</param>
/// <param name="Export">The export; null where none can be made.</param>
public sealed record Tried(Manipulation? Done, string Tenant, IReadOnlyList<LogFault> Faults, byte[]? Export);
