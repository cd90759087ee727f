using Enterprise.Domain.Health;
using Enterprise.VerifiableLog.Retention;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>How full the log is: of the size that was configured for it, and of the disk that it stands on.</summary>
internal sealed class Capacity(IOptions<CapacityOptions> options, StoreSize size)
{
    private const double Warning = 0.80;
    private const double Critical = 0.95;

    /// <summary>What an operator should know: the worse of size and disk.</summary>
    public async Task<(HealthStatus Status, string Text, long Bytes)> MeasureAsync(CancellationToken cancel)
    {
        var bytes = await size.BytesAsync(cancel);
        var share = options.Value.MaxBytes is { } most
            ? Judge((double)bytes / most, $"The access log has {Megabytes(bytes)} of the {Megabytes(most)} of AccessLog:Capacity:MaxBytes")
            : (HealthStatus.Green, $"The access log has {Megabytes(bytes)}");
        var disk = size.Disk() is { } of
            ? Judge(of.Share, $"the disk of {of.Folder} is {of.Share:P0} full, {Megabytes(of.Free)} are free")
            : (Status: HealthStatus.Green, Text: string.Empty);
        var worst = share.Item1 >= disk.Status ? share.Item1 : disk.Status;
        var text = disk.Text.Length == 0 ? $"{share.Item2}." : $"{share.Item2}; {disk.Text}.";
        return (worst, worst == HealthStatus.Green ? text : $"{text} {Remedy}", bytes);
    }

    private const string Remedy = "Once it is full, pages answer 503: give it more room, or let old entries go (audit prune).";

    internal static (HealthStatus Status, string Text) Judge(double share, string text) =>
        (share >= Critical ? HealthStatus.Red : share >= Warning ? HealthStatus.Yellow : HealthStatus.Green, text);

    private static string Megabytes(long bytes) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:N0} MB");
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
