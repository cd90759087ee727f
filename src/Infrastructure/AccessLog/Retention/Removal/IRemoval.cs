using Enterprise.Application;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention.Removal;

/// <summary>What removing rows needs of the database, beyond what is the same for all databases.</summary>
internal interface IRemoval
{
    /// <summary>Connections of the role that may remove.</summary>
    IDbContextFactory<AccessLogContext> Contexts { get; }

    /// <summary>Where the store is, for an operator.</summary>
    string Place { get; }

    /// <summary>Refuses where this role may not remove, before anything is stated or recorded.</summary>
    /// <exception cref="StartRefusedException">It may not, as things are configured.</exception>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>Runs one short transaction in which rows may be removed; outside of it, and for everybody else, they still may not.</summary>
    Task RunAsync(AccessLogContext context, Func<Task> work, CancellationToken cancel);

    /// <summary>Sees to it that what was removed is nowhere in the store's files, as far as this role can.</summary>
    /// <param name="what">What to write anew for it.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>What still holds it, in words; null where nothing is known to.</returns>
    Task<string?> WipeAsync(Rewriting what, CancellationToken cancel);

    /// <summary>How often the texts are found in the store's files, or null where that cannot be looked at.</summary>
    Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel);
}

/// <summary>How much of a store is written anew.</summary>
internal enum Rewriting
{
    /// <summary>What is wiped as it is removed is enough.</summary>
    Nothing,

    /// <summary>At least what holds personal parts.</summary>
    PersonalParts,

    /// <summary>All, so that its space is free too.</summary>
    Everything,
}
