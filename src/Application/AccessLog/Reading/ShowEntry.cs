using AutoMapper;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>Shows one entry of the access log with its place in the tenant's chain.</summary>
public static class ShowEntry
{
    /// <summary>Which entry.</summary>
    public sealed record Query : IRequest<Result?>, IAudited<Result?>
    {
        /// <summary>The entry's id, a UUID.</summary>
        public string Id { get; init; } = string.Empty;

        /// <inheritdoc/>
        public AccessAction Action => AccessAction.ReadAccessLog;

        /// <inheritdoc/>
        public string? Resource => Id;

        /// <inheritdoc/>
        public Disclosure? Disclose(Result? result) => result is null ? null : new(null, 1);

        /// <summary>The entry alone says what was asked.</summary>
        public string ToQueryString() => string.Empty;
    }

    /// <summary>One entry.</summary>
    /// <param name="Seal">Its place in the chain, or null while it is not sealed.</param>
    /// <param name="AsOf">When the log was read, in UTC.</param>
    public sealed record Result(SearchAccessLog.Row Row, EntrySeal? Seal, DateTimeOffset AsOf);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Id).Must(id => Guid.TryParseExact(id, "D", out var uuid) && uuid.ToString() == id)
            .WithErrorCode("EntryId");
    }

    internal sealed class Handler(IAccessLogView view, ICaller caller, IMapper mapper, TimeProvider clock) : IRequestHandler<Query, Result?>
    {
        public async Task<Result?> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await view.FindAsync(caller.User, Guid.ParseExact(request.Id, "D"), cancellationToken);
            return found is null ? null
                : new(mapper.Map<SearchAccessLog.Row>(found.Entry) with { Sequence = found.Seal?.Sequence }, found.Seal, clock.GetUtcNow());
        }
    }
}
