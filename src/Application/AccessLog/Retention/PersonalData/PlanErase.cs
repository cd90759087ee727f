using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention.PersonalData;

/// <summary>Finds what erasing a user would remove. Changes nothing and is not recorded.</summary>
public static class PlanErase
{
    /// <summary>Whose data.</summary>
    /// <param name="User">The user's ID or exact name.</param>
    /// <param name="Reason">The reason, which must not name the user.</param>
    public sealed record Query(TenantId Tenant, string User, string Reason) : IRequest<Result>;

    /// <summary>What is removed. It does not contain the name.</summary>
    /// <param name="Ids">The number of the user's IDs.</param>
    /// <param name="Names">The number of the user's names.</param>
    /// <param name="Entries">The number of entries that lose their personal data.</param>
    /// <param name="Details">The number of filters that name the user.</param>
    /// <param name="IsHeld">Whether a legal hold forbids it.</param>
    /// <param name="IsReasonNaming">Whether the reason names the user, which forbids it too.</param>
    public sealed record Result(LogScope Scope, int Ids, int Names, long Entries, long Details, bool IsHeld, bool IsReasonNaming);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.User).Length(1, Subject.MaxName).WithMessage($"Enter 1 to {Subject.MaxName} characters.");
            RuleFor(query => query.Reason).IsReason();
        }
    }

    internal sealed class Handler(IStoreFiles files, ILegalHolds holds, IErasure erasure) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            await files.CheckAsync(cancellationToken);
            var user = await erasure.FindAsync(request.Tenant, request.User, cancellationToken);
            var scope = LogScope.Of(request.Tenant);
            return new(scope, user.Ids.Count, user.Names.Count, user.Entries.Count + user.Pseudonyms, user.Details.Count,
                (await holds.ReadAsync(cancellationToken)).Covers(scope), erasure.IsNamed(user, request.Reason));
        }
    }
}
