using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>
/// What an operator may do to the log beyond adding and reading: let old entries go, forget a person, hold everything. Every operation is
/// first a signed statement
/// and an entry of the tenant's log; only then is anything removed. Plans change nothing and are not recorded.
/// </summary>
public interface ILogKeeper
{
    /// <summary>How the log stands.</summary>
    Task<LogStatus> StatusAsync(CancellationToken cancel);

    /// <summary>What pruning would remove, exactly.</summary>
    /// <returns>A plan for each chain that has something to remove.</returns>
    Task<IReadOnlyList<PrunePlan>> PlanPruneAsync(CancellationToken cancel);

    /// <summary>
    /// Removes what the plan names, in short steps between which the service writes. Where it is broken off, the next run goes on.
    /// </summary>
    /// <param name="progress">Told how many entries are gone so far.</param>
    /// <param name="cancel">Ends the work after the step that is under way.</param>
    /// <exception cref="RetentionRefusedException">The chain is under legal hold.</exception>
    Task PruneAsync(PrunePlan plan, LogOperator by, IProgress<long> progress, CancellationToken cancel);

    /// <summary>Whether a scope is under legal hold by itself.</summary>
    /// <returns>True from its hold to its release.</returns>
    Task<bool> IsHeldAsync(LogScope scope, CancellationToken cancel);

    /// <summary>Puts a scope under legal hold: nothing of it is removed until it is released.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <exception cref="RetentionRefusedException">It is held already.</exception>
    Task HoldAsync(LogScope scope, string reason, LogOperator by, CancellationToken cancel);

    /// <summary>Ends the hold of a scope. A hold of all ends only as a hold of all.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <exception cref="RetentionRefusedException">It is not held.</exception>
    Task ReleaseAsync(LogScope scope, string reason, LogOperator by, CancellationToken cancel);

    /// <summary>What erasing a person would remove, exactly.</summary>
    /// <param name="user">The user's id or name, whole.</param>
    /// <param name="reason">Why, in words that do not name the person.</param>
    Task<ErasePlan> PlanEraseAsync(TenantId tenant, string user, string reason, CancellationToken cancel);

    /// <summary>
    /// Removes a person's names, ids, addresses and mentions from one tenant's log and from the files that hold it. The chain stays as it
    /// is.
    /// </summary>
    /// <param name="user">The user's id or name, whole.</param>
    /// <param name="reason">Why, in words that do not name the person.</param>
    /// <param name="progress">Told how many entries and mentions are done so far.</param>
    /// <param name="cancel">Ends the work after the step that is under way.</param>
    /// <exception cref="RetentionRefusedException">The tenant is under legal hold, or the reason names the person.</exception>
    Task<Erased> EraseAsync(TenantId tenant, string user, string reason, LogOperator by, IProgress<long> progress,
        CancellationToken cancel);

    /// <summary>After how many days the configuration wants entries pseudonymised; null for never.</summary>
    int? PseudonymiseAfterDays { get; }

    /// <summary>What pseudonymising would do, exactly.</summary>
    /// <param name="days">Entries older than this.</param>
    Task<IReadOnlyList<PseudonymPlan>> PlanPseudonymiseAsync(int days, CancellationToken cancel);

    /// <summary>
    /// Replaces the personal part of old entries by a keyed hash of the user's id, by which the user can still be asked for.
    /// </summary>
    /// <param name="progress">Told how many entries are done so far.</param>
    /// <param name="cancel">Ends the work after the step that is under way.</param>
    /// <exception cref="RetentionRefusedException">The chain is under legal hold.</exception>
    Task PseudonymiseAsync(PseudonymPlan plan, LogOperator by, IProgress<long> progress, CancellationToken cancel);

    /// <summary>Writes the store's files anew without what was removed, as far as that needs it.</summary>
    /// <param name="isRebuilt">Whether to rebuild the whole store; the service cannot write meanwhile.</param>
    /// <returns>What still holds what was removed, in words; null where nothing is known to, and where nothing was to be rebuilt.</returns>
    Task<string?> WipeAsync(bool isRebuilt, CancellationToken cancel);
}

/// <summary>Who gives a command: the user of the operating system.</summary>
/// <param name="Name">The name.</param>
/// <param name="CommandId">An id of this run; it stands in its entries as the request's id.</param>
/// <param name="Command">The command, for example <c>audit erase</c>.</param>
public sealed record LogOperator(string Name, string CommandId, string Command);

/// <summary>A command is refused; nothing was removed.</summary>
/// <param name="reason">Why, as a stable code.</param>
/// <param name="message">Why, in a sentence.</param>
/// <param name="remedy">What to try.</param>
public sealed class RetentionRefusedException(string reason, string message, string remedy) : Exception(message)
{
    /// <summary>Why, as a stable code.</summary>
    public string Reason { get; } = reason;

    /// <summary>What to try.</summary>
    public string Remedy { get; } = remedy;
}
