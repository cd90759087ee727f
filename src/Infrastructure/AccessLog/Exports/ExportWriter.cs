using Enterprise.Application.AccessLog.Exports;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Exports.Formats;
using Enterprise.VerifiableLog;
using Enterprise.VerifiableLog.Exports;
using Enterprise.VerifiableLog.Exports.Formats;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>Writes the export that a reader ordered.</summary>
internal sealed class ExportWriter(LogExporter exporter, TimeProvider clock)
{
    /// <summary>Writes an export.</summary>
    /// <param name="progress">Is told how many entries were looked at, of how many, and how many were written.</param>
    /// <returns>The finished file, and its path.</returns>
    /// <exception cref="ExportFailedException">It cannot be made, for a reason that the reader can be told.</exception>
    public async Task<(ExportedFile File, string Path)> WriteAsync(
        TenantUser reader, ExportOrder order, Action<long, long, long> progress, CancellationToken cancel)
    {
        using var format = FormatOf(order.Format);
        var isPackage = order.Format == ExportFormat.Evidence;
        var request = new ExportRequest(reader.Selecting(order.Selection), reader.Subtenant?.Value, order.FilterText, reader.Name);
        try
        {
            var made = await exporter.WriteAsync(request, format, isPackage, progress, cancel);
            var name = ExportName.Of(made.Facts, order.Selection.Filter, isPackage ? "zip" : format.Extension);
            return (new(name, made.Length, made.Sha256, made.Facts.Checkpoint, clock.GetUtcNow() + ExportFolder.Kept), made.Path);
        }
        catch (LogException fault)
        {
            throw fault.Failure switch
            {
                LogFailure.NoCheckpoint => new ExportFailedException(
                    "There is no signed checkpoint of your tenant yet. Begin the export again in a minute."),
                LogFailure.Pruned => new ExportFailedException(
                    "Old entries were removed by retention while the export was being written. Begin it again."),
                _ => AccessLogFaults.Of(fault),
            };
        }
    }

    private static LineFormat FormatOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => new CsvFormat(withMark: false),
        ExportFormat.CsvWithMark => new CsvFormat(withMark: true),
        ExportFormat.Ocsf => new OcsfFormat(),
        ExportFormat.Ecs => new EcsFormat(),
        _ => new JsonLinesFormat(),
    };
}

/// <summary>An export cannot be made.</summary>
/// <param name="reason">Why, in a sentence for the reader.</param>
internal sealed class ExportFailedException(string reason) : Exception(reason);
