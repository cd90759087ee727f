using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention.Removal;

/// <summary>What removing rows needs of the database, beyond what is the same for all databases.</summary>
internal interface IRemoval
{
    /// <summary>Connections of the role that may remove.</summary>
    IDbContextFactory<LogContext> Contexts { get; }

    /// <summary>Where the store is, for an operator.</summary>
    string Place { get; }

    /// <summary>Refuses where this role may not remove, before anything is stated.</summary>
    /// <exception cref="LogException">It may not, as configured.</exception>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>
    /// Runs one short transaction in which rows may be removed; outside of it, and for everybody else, they still may not.
    /// </summary>
    Task RunAsync(LogContext context, Func<Task> work, CancellationToken cancel);

    /// <summary>Removes what was deleted from the database's files, as far as this role can.</summary>
    /// <returns>What still contains it, in words; null if nothing is known to.</returns>
    /// <exception cref="LogException">Others use the database all the time.</exception>
    Task<string?> WipeAsync(Rewriting what, CancellationToken cancel);

    /// <summary>Counts the texts in the database's files; null if the files cannot be read from here.</summary>
    Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel);

    /// <summary>Opens a connection for queries that may take up to a minute.</summary>
    async Task<LogContext> OpenAsync(CancellationToken cancel)
    {
        var context = await Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
        return context;
    }
}

/// <summary>How much of the database is rewritten.</summary>
internal enum Rewriting
{
    /// <summary>Nothing: data is overwritten as it is deleted.</summary>
    Nothing,

    /// <summary>At least the tables with personal data.</summary>
    PersonalParts,

    /// <summary>Everything, which also frees its disk space.</summary>
    Everything,
}
