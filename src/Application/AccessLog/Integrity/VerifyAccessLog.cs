using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Integrity;

/// <summary>
/// Begins to verify the log of the caller's tenant. The run goes on behind the answer, which shows nothing of it; the run itself is an
/// entry, with its range and the number of its entries, before its result can be seen. An entry of a subtenant's auditor, which that
/// auditor reads, says no numbers of the whole tenant.
/// </summary>
public static class VerifyAccessLog
{
    /// <summary>Asks for it: of all entries, or of a range by their numbers.</summary>
    public sealed record Query : IRequest<ShowIntegrity.Result?>
    {
        /// <summary>The number of the first entry; the first that there is where none is given.</summary>
        public long? From { get; init; }

        /// <summary>The number of the last entry; the last that there is where none is given.</summary>
        public long? To { get; init; }

        internal EntryRange? Range => From is null && To is null ? null : new(From ?? 1, To ?? long.MaxValue);
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.From).GreaterThanOrEqualTo(1).WithErrorCode("EntryNumber");
            RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From ?? 1)
                .WithErrorCode("LastBeforeFirst");
        }
    }

    internal sealed class Handler(Verifications verifications, ILatestCheckpoint checkpoints, ICaller caller)
        : IRequestHandler<Query, ShowIntegrity.Result?>
    {
        public Task<ShowIntegrity.Result?> Handle(Query request, CancellationToken cancellationToken)
        {
            // Who reads a part of the tenant's chain cannot know the numbers of a range.
            verifications.Start(Actor.Of(caller), caller.User.Subtenant is null ? request.Range : null);
            return Task.FromResult<ShowIntegrity.Result?>(ShowIntegrity.Result.Of(caller, verifications, checkpoints));
        }
    }
}
