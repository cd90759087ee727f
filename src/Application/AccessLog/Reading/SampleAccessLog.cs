using System.Globalization;
using System.Security.Cryptography;
using AutoMapper;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>Draws entries of the access log at random, so that the same can be drawn again, also while entries arrive.</summary>
public static class SampleAccessLog
{
    /// <summary>Which entries, how many, and by which seed.</summary>
    public sealed record Query : EntryQuery, IRequest<Result>, IAudited<Result>
    {
        /// <summary>The greatest number of entries.</summary>
        public const int Most = 250;

        /// <summary>How many entries, 1 to <see cref="Most"/>.</summary>
        public int N { get; init; } = 25;

        /// <summary>The seed; any where none is given.</summary>
        public long? Seed { get; init; }

        /// <summary>
        /// The number of the last entry of the tenant's chain that takes part; the last that there is where none is given.
        /// </summary>
        public long? UpTo { get; init; }

        /// <inheritdoc/>
        AccessAction IAudited<Result>.Action => AccessAction.ReadAccessLog;

        /// <inheritdoc/>
        public string? Resource => null;

        /// <inheritdoc/>
        public Disclosure Disclose(Result result) => new(null, result.Rows.Count);

        /// <summary>The query string that asks for the same again.</summary>
        /// <returns>For example <c>refused=true&amp;n=25&amp;seed=7&amp;upto=48213</c>.</returns>
        public string ToQueryString() =>
            QueryText.Join(Conditions(), QueryText.Of(("n", Text(N)), ("seed", Text(Seed)), ("upto", Text(UpTo))));

        private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A sample.</summary>
    /// <param name="Rows">The entries, in the order in which they were drawn.</param>
    /// <param name="Drawn">The query that draws the same sample again: with its seed and its upper bound.</param>
    /// <param name="AsOf">When the log was read, in UTC.</param>
    public sealed record Result(IReadOnlyList<SearchAccessLog.Row> Rows, Query Drawn, DateTimeOffset AsOf);

    internal sealed class Validator : EntryQuery.Rules<Query>
    {
        public Validator()
        {
            RuleFor(query => query.N).InclusiveBetween(1, Query.Most).WithErrorCode("SampleSize");
            RuleFor(query => query.Seed).GreaterThanOrEqualTo(0).WithErrorCode("Seed");
            RuleFor(query => query.UpTo).GreaterThanOrEqualTo(0).WithErrorCode("EntryNumber");
        }
    }

    internal sealed class Handler(IAccessLogView view, ICaller caller, IMapper mapper, WorkingHours work, TimeProvider clock)
        : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var seed = request.Seed ?? RandomNumberGenerator.GetInt32(1_000_000);
            var sample = await view.SampleAsync(caller.User, request.SelectionAt(now, work), new(request.N, seed, request.UpTo),
                cancellationToken);
            return new(
                [.. sample.Entries.Select(drawn => mapper.Map<SearchAccessLog.Row>(drawn.Entry) with { Sequence = drawn.Seal?.Sequence })],
                request with { Seed = seed, UpTo = sample.UpTo }, now);
        }
    }
}
