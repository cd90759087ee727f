using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>
/// Other looks at the log than page by page. Every reader sees the own tenant only, and a reader of a subtenant only that subtenant.
/// </summary>
public interface IAccessLogView
{
    /// <summary>Finds one entry.</summary>
    /// <returns>The entry with its seal, or null where the reader's log has none of that id.</returns>
    /// <exception cref="AccessLogUnavailableException">The log could not be read.</exception>
    /// <exception cref="AccessLogSlowException">The read exceeded <see cref="AccessLogDeadline"/>.</exception>
    Task<SealedEntry?> FindAsync(TenantUser reader, Guid id, CancellationToken cancel);

    /// <summary>Draws entries at random: the same ones for the same seed.</summary>
    /// <param name="draw">How many, by which seed, up to which entry.</param>
    /// <returns>The entries in the order in which they were drawn, and up to which entry of the tenant's chain they were drawn.</returns>
    /// <exception cref="AccessLogUnavailableException">The log could not be read.</exception>
    /// <exception cref="AccessLogSlowException">The read exceeded <see cref="AccessLogDeadline"/>.</exception>
    Task<Sample> SampleAsync(TenantUser reader, AccessSelection selection, Draw draw, CancellationToken cancel);

    /// <summary>Counts entries by hours.</summary>
    /// <param name="filter">Which entries; their hours of the week are left to the caller.</param>
    /// <param name="hours">The beginnings of the hours to count.</param>
    /// <returns>For each hour that has entries how many there are, and how many of them were not granted.</returns>
    /// <exception cref="AccessLogUnavailableException">The log could not be read.</exception>
    /// <exception cref="AccessLogSlowException">The read exceeded <see cref="AccessLogDeadline"/>.</exception>
    Task<IReadOnlyList<HourCount>> CountAsync(TenantUser reader, AccessFilter filter, IReadOnlyList<DateTimeOffset> hours,
        CancellationToken cancel);

    /// <summary>Counts entries by assets.</summary>
    /// <param name="number">How many assets, those with the most entries.</param>
    /// <returns>The assets with the most entries first.</returns>
    /// <exception cref="AccessLogUnavailableException">The log could not be read.</exception>
    /// <exception cref="AccessLogSlowException">The read exceeded <see cref="AccessLogDeadline"/>.</exception>
    Task<AssetCounts> CountAssetsAsync(TenantUser reader, AccessSelection selection, int number, CancellationToken cancel);
}

/// <summary>An entry and its place in its tenant's chain.</summary>
/// <param name="Seal">Its seal, or null while it has none.</param>
public sealed record SealedEntry(AccessEntry Entry, EntrySeal? Seal);

/// <summary>The place of an entry in its tenant's chain.</summary>
/// <param name="Sequence">Its number in the chain, from 1.</param>
/// <param name="Epoch">The epoch of the chain.</param>
/// <param name="Hash">Its hash, hexadecimal.</param>
public sealed record EntrySeal(long Sequence, int Epoch, string Hash);

/// <summary>What is drawn.</summary>
/// <param name="Size">How many entries.</param>
/// <param name="Seed">The seed: the same one draws the same entries.</param>
/// <param name="UpTo">The number of the last entry of the tenant's chain that takes part, or null for the last that there is.</param>
public sealed record Draw(int Size, long Seed, long? UpTo);

/// <summary>What was drawn.</summary>
/// <param name="Entries">The entries, in the order of drawing.</param>
/// <param name="UpTo">The number of the last entry of the tenant's chain that took part; 0 for an empty log.</param>
public sealed record Sample(IReadOnlyList<SealedEntry> Entries, long UpTo);

/// <summary>How many entries an hour has.</summary>
/// <param name="Start">When the hour begins, in UTC.</param>
/// <param name="All">All of them.</param>
/// <param name="Refused">Those that were not granted.</param>
public sealed record HourCount(DateTimeOffset Start, long All, long Refused);

/// <summary>The assets with the most entries.</summary>
/// <param name="Assets">The assets.</param>
/// <param name="Newest">Null where all entries were counted; else only this many, the newest.</param>
public sealed record AssetCounts(IReadOnlyList<AssetCount> Assets, int? Newest);

/// <summary>How many entries an asset has.</summary>
/// <param name="Name">Its name in its newest entry, where one says it.</param>
/// <param name="Count">How many.</param>
public sealed record AssetCount(string Id, string? Name, long Count);
