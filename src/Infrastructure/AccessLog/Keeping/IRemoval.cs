using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>What removing rows needs of the database, beyond what is the same for all databases.</summary>
internal interface IRemoval
{
    /// <summary>Connections of the role that may remove.</summary>
    IDbContextFactory<AccessLogContext> Contexts { get; }

    /// <summary>Where the store is, for an operator.</summary>
    string Place { get; }

    /// <summary>Runs one short transaction in which rows may be removed; outside of it, and for everybody else, they still may not.</summary>
    Task RunAsync(AccessLogContext context, Func<Task> work, CancellationToken cancel);

    /// <summary>Sees to it that what was removed is nowhere in the store's files.</summary>
    /// <param name="isRebuilt">Whether to write the whole store anew.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task WipeAsync(bool isRebuilt, CancellationToken cancel);

    /// <summary>How often the texts are found in the store's files, or null where that cannot be looked at.</summary>
    Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel);
}
