using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Exports;

/// <summary>
/// Exports of the access log. Each is written into a temporary file, which only its reader can fetch, for a quarter of an hour.
/// </summary>
public interface IExports
{
    /// <summary>Counts what an export would hold.</summary>
    /// <param name="reader">Whose log: the reader's tenant, and for a reader of a subtenant only that subtenant.</param>
    /// <exception cref="AccessLogUnavailableException">The log could not be read.</exception>
    Task<long> CountAsync(TenantUser reader, AccessSelection selection, CancellationToken cancel);

    /// <summary>Begins an export. A user has one at a time: one that was begun before is ended and forgotten.</summary>
    /// <param name="reader">Who exports, and whose log it is.</param>
    /// <param name="order">What is exported.</param>
    ExportState Begin(TenantUser reader, ExportOrder order);

    /// <summary>How a user's export stands.</summary>
    /// <returns>The state; null where there is none, where it is another user's, or where it was too long ago.</returns>
    ExportState? Find(TenantUser reader, Guid id);

    /// <summary>Opens the file of a user's finished export.</summary>
    /// <exception cref="AccessLogUnavailableException">The file is not there any more.</exception>
    Stream Open(TenantUser reader, Guid id);
}

/// <summary>What is exported.</summary>
/// <param name="FilterText">The same as a query string, for the file and for people; empty for all.</param>
/// <param name="Expected">How many entries there were when it was ordered.</param>
public sealed record ExportOrder(AccessSelection Selection, string FilterText, ExportFormat Format, long Expected);

/// <summary>How an export stands.</summary>
/// <param name="Order">What was ordered.</param>
/// <param name="Scanned">How many entries of the tenant were looked at.</param>
/// <param name="ToScan">How many are to be looked at; 0 while it waits for its turn.</param>
/// <param name="Written">How many entries were written.</param>
public sealed record ExportState(Guid Id, ExportOrder Order, long Scanned, long ToScan, long Written)
{
    /// <summary>
    /// How far it is, 0 to 100. Readers are told this and no more: how many entries the tenant has is not for a reader of a subtenant.
    /// </summary>
    public int Percent => ToScan == 0 ? 0 : (int)(Scanned * 100 / ToScan);

    /// <summary>The finished file, or null while it is being written or where that failed.</summary>
    public ExportedFile? File { get; init; }

    /// <summary>Why there will be no file, in a sentence; null where there is or may be one.</summary>
    public string? Fault { get; init; }
}

/// <summary>A finished export.</summary>
/// <param name="Name">The name to save it under, for example <c>access-log-acme-2026-01-01--2026-01-31.csv</c>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes, 64 hexadecimal digits.</param>
/// <param name="Checkpoint">The number of the checkpoint that it refers to, or null where there was none.</param>
/// <param name="Until">When it is removed.</param>
public sealed record ExportedFile(string Name, long Length, string Sha256, long? Checkpoint, DateTimeOffset Until);
