namespace Enterprise.Application.AccessLog.Retention;

/// <summary>The files of the database, from which removed data has to disappear too.</summary>
public interface IStoreFiles
{
    /// <summary>Checks that this role may remove, before anything is signed or recorded.</summary>
    /// <exception cref="StartRefusedException">It may not, as configured.</exception>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>Removes what was deleted from the database's files, as far as this role can.</summary>
    /// <returns>What still contains it, in words; null if nothing is known to.</returns>
    /// <exception cref="StoreBusyException">Others use the database all the time.</exception>
    Task<string?> WipeAsync(Rewriting what, CancellationToken cancel);

    /// <summary>Counts the texts in the database's files; null if the files cannot be read from here.</summary>
    Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel);
}

/// <summary>How much of the database is rewritten.</summary>
public enum Rewriting
{
    /// <summary>Nothing: data is overwritten as it is deleted.</summary>
    Nothing,

    /// <summary>At least the tables with personal data.</summary>
    PersonalParts,

    /// <summary>Everything, which also frees its disk space.</summary>
    Everything,
}
