using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention.PersonalData;

/// <summary>Removes a user's personal data from one tenant's log and from the database's files. The chain remains as it is.</summary>
public static class EraseUser
{
    /// <summary>A shorter text occurs in files by chance.</summary>
    private const int MinTrace = 8;

    /// <summary>Whose data, and why.</summary>
    /// <param name="Progress">Receives the number of entries processed so far.</param>
    public sealed record Command(PlanErase.Query Target, IProgress<long> Progress) : IOperation<Result>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.EraseUser;

        /// <inheritdoc/>
        public LogScope Scope => LogScope.Of(Target.Tenant);
    }

    /// <summary>What was removed.</summary>
    /// <param name="Entries">The number of entries that lost their personal data.</param>
    /// <param name="Details">The number of filters removed.</param>
    /// <param name="IsRebuilt">Whether the database files were rebuilt, because their free space contained copies.</param>
    /// <param name="Traces">How often the data still occurs in the database files; null if they cannot be read from here.</param>
    /// <param name="Rest">What else still contains it, in words; null if nothing is known to.</param>
    public sealed record Result(long Entries, long Details, bool IsRebuilt, long? Traces, string? Rest);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Target).SetValidator(new PlanErase.Validator());
    }

    internal sealed class Handler(ILegalHolds holds, IErasure erasure, IStoreFiles files) : IRequestHandler<Command, Operation<Result>>
    {
        public async Task<Operation<Result>> Handle(Command request, CancellationToken cancellationToken)
        {
            (await holds.ReadAsync(cancellationToken)).RequireFree(request.Scope);
            var user = await erasure.FindAsync(request.Target.Tenant, request.Target.User, cancellationToken);
            if (erasure.IsNamed(user, request.Target.Reason))
            {
                throw new RetentionRefusedException("reason_names_person", "The reason names the person, and it stays for ever.",
                    "Give a reason without name, mail and id, for example a ticket's number.");
            }

            var addresses = await erasure.OwnAddressesAsync(user, cancellationToken);
            var affected = user.Entries.Union(user.Details).LongCount();
            await erasure.StateAsync(user.Tenant, affected, request.Target.Reason, cancellationToken);
            return new([request.Scope], affected, () => RemoveAsync(user, addresses, request.Progress, cancellationToken));
        }

        private async Task<Result> RemoveAsync(
            UserData user, IReadOnlyList<string> addresses, IProgress<long> progress, CancellationToken cancel)
        {
            await erasure.RemoveAsync(user, progress, cancel);
            var rest = await files.WipeAsync(Rewriting.Nothing, cancel);

            // Database pages keep copies of rows that were moved. If a copy is found, or cannot be ruled out, the files are rebuilt.
            var unused = await erasure.UnusedAsync([.. user.Terms, .. addresses], cancel);
            var traces = unused.Where(text => text.Length >= MinTrace).ToList();
            var isComplete = traces.Count == user.Terms.Count + addresses.Count;
            if (isComplete && await files.CountTracesAsync(traces, cancel) is 0)
            {
                return new(user.Entries.Count, user.Details.Count, IsRebuilt: false, Traces: 0, rest);
            }

            rest = await files.WipeAsync(Rewriting.PersonalParts, cancel);
            return new(user.Entries.Count, user.Details.Count, IsRebuilt: true, await files.CountTracesAsync(traces, cancel), rest);
        }
    }
}
