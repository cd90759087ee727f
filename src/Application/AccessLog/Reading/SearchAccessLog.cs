using System.Globalization;
using AutoMapper;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>Reads the access log of the caller's tenant, newest first. Reading it is recorded too.</summary>
public static class SearchAccessLog
{
    /// <summary>Which entries, from where on.</summary>
    public sealed record Query : EntryQuery, IRequest<Result>, IAudited<Result>
    {
        /// <summary>The page sizes offered, in entries.</summary>
        public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100];

        /// <summary>Where the previous page ended, see <see cref="EntryCursor"/>.</summary>
        public string? Before { get; init; }

        /// <summary>How many entries a page has, one of <see cref="Sizes"/>.</summary>
        public int Size { get; init; } = 50;

        /// <inheritdoc/>
        AccessAction IAudited<Result>.Action => AccessAction.ReadAccessLog;

        /// <inheritdoc/>
        public string? Resource => null;

        /// <inheritdoc/>
        public Disclosure Disclose(Result result) => new(null, result.Rows.Count);

        /// <summary>The query string that asks for the same page again, without the parts that are as by default.</summary>
        /// <returns>For example <c>user=anna.meier@acme.example&amp;outcome=Denied</c>.</returns>
        public string ToQueryString() => QueryText.Join(
            Conditions(), QueryText.Of(("before", Before), ("size", Size == 50 ? null : Size.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>One page of entries.</summary>
    /// <param name="Rows">The entries, newest first.</param>
    /// <param name="Next">Where the next page begins, to be given as <see cref="Query.Before"/>; null on the last page.</param>
    /// <param name="Reached">Up to which moment was searched, where the page is not full and there may be more; else null.</param>
    /// <param name="AsOf">When the log was read, in UTC.</param>
    public sealed record Result(IReadOnlyList<Row> Rows, string? Next, DateTimeOffset? Reached, DateTimeOffset AsOf);

    /// <summary>
    /// One entry as an auditor reads it. The members are those of <see cref="AccessEntry"/>, <see cref="Subject"/> and
    /// <see cref="AuthenticationContext"/>.
    /// </summary>
    public sealed record Row
    {
        /// <summary>The entry's id.</summary>
        public required Guid Id { get; init; }

        /// <summary>Its number in its tenant's chain; null while it is not yet sealed.</summary>
        public long? Sequence { get; init; }

        /// <summary>When, in UTC with microseconds.</summary>
        public required DateTimeOffset At { get; init; }

        /// <summary>Whether the personal part was erased: who it was cannot be said any more.</summary>
        public bool IsErased { get; init; }

        /// <summary>The user's id.</summary>
        public string? SubjectUserId { get; init; }

        /// <summary>The user's name at the time.</summary>
        public string? SubjectUserName { get; init; }

        /// <summary>The address that connected.</summary>
        public string? SubjectAddress { get; init; }

        /// <summary>The address that was forwarded.</summary>
        public string? SubjectForwarded { get; init; }

        /// <summary>Whether a proxy of the configuration wrote the forwarded address.</summary>
        public bool SubjectIsForwardedTrusted { get; init; }

        /// <summary>The client's description of itself.</summary>
        public string? SubjectUserAgent { get; init; }

        /// <summary>The tenant's id as the token named it at the time.</summary>
        public string? TenantAsSeen { get; init; }

        /// <summary>The subtenant, if any.</summary>
        public string? Subtenant { get; init; }

        /// <summary>The token's issuer.</summary>
        public string? AuthenticationIssuer { get; init; }

        /// <summary>The client that the token was issued to.</summary>
        public string? AuthenticationClient { get; init; }

        /// <summary>The hash of the token's id.</summary>
        public string? AuthenticationTokenHash { get; init; }

        /// <summary>The roles that the token carried.</summary>
        public string? AuthenticationRoles { get; init; }

        /// <summary>What was done or tried.</summary>
        public required AccessAction Action { get; init; }

        /// <summary>How it ended.</summary>
        public required AccessOutcome Outcome { get; init; }

        /// <summary>Why it was not granted, as a code.</summary>
        public string? Reason { get; init; }

        /// <summary>The id or path of what was accessed.</summary>
        public string? Resource { get; init; }

        /// <summary>Its name at the time.</summary>
        public string? ResourceName { get; init; }

        /// <summary>The filter that was asked for.</summary>
        public string? Detail { get; init; }

        /// <summary>Something remarkable, as a code, see <see cref="AccessRemark"/>.</summary>
        public string? Remark { get; init; }

        /// <summary>How many items were shown.</summary>
        public int Items { get; init; }

        /// <summary>How many requests the entry stands for.</summary>
        public int Occurrences { get; init; }

        /// <summary>The request's id.</summary>
        public required string RequestId { get; init; }

        /// <summary>The node that answered.</summary>
        public required string Node { get; init; }

        /// <summary>The application's version.</summary>
        public required string Version { get; init; }
    }

    internal sealed class Validator : EntryQuery.Rules<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Before).Must(before => before is null || EntryCursor.TryParse(before, out _))
                .WithErrorCode("LogPage");
            RuleFor(query => query.Size).Must(Query.Sizes.Contains).WithErrorCode("EntriesPerPage");
        }
    }

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<AccessEntry, Row>()
            .ForMember(row => row.IsErased, to => to.MapFrom(entry => entry.Subject == null))
            .ForMember(row => row.Sequence, to => to.Ignore())
            .ForMember(row => row.TenantAsSeen, to => to.MapFrom(entry => entry.TenantAsSeen == null ? null : entry.TenantAsSeen.Value))
            .ForMember(row => row.Subtenant, to => to.MapFrom(entry => entry.Subtenant == null ? null : entry.Subtenant.Value));
    }

    internal sealed class Handler(IAccessLog log, ICaller caller, IMapper mapper, WorkingHours work, TimeProvider clock)
        : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (filter, hours) = request.SelectionAt(now, work);
            var before = EntryCursor.TryParse(request.Before, out var cursor) ? cursor : null;
            var (found, reached) = hours is null
                ? (await log.SearchAsync(caller.User, filter, before, request.Size + 1, cancellationToken), null)
                : await new HoursSearch(log, caller.User, filter, hours).RunAsync(before, request.Size + 1, now, cancellationToken);
            var page = found.Take(request.Size).ToList();
            var next = found.Count > request.Size ? page[^1].Cursor : reached;
            return new Result(
                [.. page.Select(logged => mapper.Map<Row>(logged.Entry) with { Sequence = logged.Sequence })], next?.ToString(),
                found.Count > request.Size ? null : reached?.Time, now);
        }
    }
}
