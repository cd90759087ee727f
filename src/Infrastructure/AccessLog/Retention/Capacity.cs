using Enterprise.Domain.Health;
using Enterprise.VerifiableLog;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>How full the log is: of the size that was configured for it, and of the disk that it stands on.</summary>
internal sealed class Capacity(IOptions<CapacityOptions> options, IOptions<AccessLogOptions> log, IDbContextFactory<LogContext> contexts)
{
    private const double Warning = 0.80;
    private const double Critical = 0.95;

    /// <summary>What an operator should know: the worse of size and disk.</summary>
    public async Task<(HealthStatus Status, string Text, long Bytes)> MeasureAsync(CancellationToken cancel)
    {
        var bytes = await BytesAsync(cancel);
        var size = options.Value.MaxBytes is { } most
            ? Judge((double)bytes / most, $"The access log has {Megabytes(bytes)} of the {Megabytes(most)} of AccessLog:Capacity:MaxBytes")
            : (HealthStatus.Green, $"The access log has {Megabytes(bytes)}");
        var disk = DiskOf() is { } of ? Judge(of.Share, $"the disk of {of.Folder} is {of.Share:P0} full, {Megabytes(of.Free)} are free") : (Status: HealthStatus.Green, Text: string.Empty);
        var worst = size.Item1 >= disk.Status ? size.Item1 : disk.Status;
        var text = disk.Text.Length == 0 ? $"{size.Item2}." : $"{size.Item2}; {disk.Text}.";
        return (worst, worst == HealthStatus.Green ? text : $"{text} {Remedy}", bytes);
    }

    private const string Remedy = "Once it is full, pages answer 503: give it more room, or let old entries go (audit prune).";

    internal static (HealthStatus Status, string Text) Judge(double share, string text) =>
        (share >= Critical ? HealthStatus.Red : share >= Warning ? HealthStatus.Yellow : HealthStatus.Green, text);

    /// <summary>As <c>df</c> counts: what is reserved for the system is not room for the log.</summary>
    private (string Folder, double Share, long Free)? DiskOf()
    {
        if (FileOf() is not { } file)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(file)!;
        var disk = new DriveInfo(folder);
        var used = disk.TotalSize - disk.TotalFreeSpace;
        return (folder, (double)used / Math.Max(1, used + disk.AvailableFreeSpace), disk.AvailableFreeSpace);
    }

    private async Task<long> BytesAsync(CancellationToken cancel)
    {
        if (FileOf() is { } file)
        {
            return new[] { file, $"{file}-wal" }.Where(File.Exists).Sum(one => new FileInfo(one).Length);
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancel);
    }

    /// <summary>The file, or null where the log is in a database server.</summary>
    private string? FileOf() =>
        log.Value.Kind == StoreKind.Sqlite ? Path.GetFullPath(new SqliteConnectionStringBuilder(log.Value.Store).DataSource) : null;

    private static string Megabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:N0} MB");
}

/// <summary>How large the log may grow: <c>AccessLog:Capacity</c>.</summary>
internal sealed class CapacityOptions
{
    public const string Section = "AccessLog:Capacity";

    /// <summary>In bytes; none by default, so that the disk alone counts.</summary>
    public long? MaxBytes { get; set; }

    internal sealed class Validator : IValidateOptions<CapacityOptions>
    {
        public ValidateOptionsResult Validate(string? name, CapacityOptions options) => options.MaxBytes is < 1_000_000
            ? ValidateOptionsResult.Fail($"{Section}:MaxBytes is {options.MaxBytes}: give at least 1000000 bytes, or leave it out.")
            : ValidateOptionsResult.Success;
    }
}
