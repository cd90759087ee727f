namespace Enterprise.Application.AccessLog;

/// <summary>How much of the log an older copy of the database has lost.</summary>
/// <param name="Why">One sentence for an operator.</param>
/// <param name="Number">The number of the newest known checkpoint.</param>
/// <param name="Size">The number of entries that it covers.</param>
/// <param name="Root">Its root, base64.</param>
/// <param name="Restored">The number of the last entry in the database, of all tenants.</param>
/// <param name="Epoch">The epoch that starts when the loss is accepted.</param>
public sealed record Rollback(string Why, long Number, long Size, string Root, long Restored, int Epoch);
