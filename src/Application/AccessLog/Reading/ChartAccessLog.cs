using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>
/// Counts the entries of the access log for charts, by hour and by asset. Never by person: the log must not measure anyone's work.
/// </summary>
public static class ChartAccessLog
{
    /// <summary>Which entries; of the last 30 days where no time is given.</summary>
    public sealed record Query : EntryQuery, IRequest<Result>, IAudited<Result>
    {
        /// <summary>The greatest number of days.</summary>
        public const int MostDays = 400;

        /// <inheritdoc/>
        AccessAction IAudited<Result>.Action => AccessAction.ReadAccessLog;

        /// <inheritdoc/>
        public string? Resource => null;

        /// <inheritdoc/>
        public Disclosure Disclose(Result result) => new(null, (int)Math.Min(int.MaxValue, result.Hours.Sum(hour => hour.All)));

        /// <summary>The query string that asks for the same again.</summary>
        /// <returns>For example <c>refused=true</c>.</returns>
        public string ToQueryString() => Conditions();
    }

    /// <summary>What the charts show.</summary>
    /// <param name="First">The first day, in the zone.</param>
    /// <param name="Last">The last day, in the zone.</param>
    /// <param name="Hours">The hours that have entries, oldest first.</param>
    /// <param name="Assets">The assets with the most entries.</param>
    /// <param name="Shown">The query with the days that are shown.</param>
    /// <param name="AsOf">When the log was read, in UTC.</param>
    public sealed record Result(DateOnly First, DateOnly Last, IReadOnlyList<HourCount> Hours, AssetCounts Assets, Query Shown,
        DateTimeOffset AsOf);

    internal sealed class Validator : EntryQuery.Rules<Query>
    {
        public Validator() => RuleFor(query => query.To)
            .Must((query, to, context) =>
            {
                context.MessageFormatter.AppendArgument("Days", Query.MostDays);
                return query.From is not { } first || to is not { } last || last.DayNumber - first.DayNumber < Query.MostDays;
            })
            .WithErrorCode("ChartPeriod").When(query => query.Time is null);
    }

    internal sealed class Handler(IAccessLogView view, ICaller caller, WorkingHours work, TimeProvider clock)
        : IRequestHandler<Query, Result>
    {
        private const int Assets = 10;

        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var zone = request.ZoneInfo();
            var today = zone.Day(now);
            var first = request.FirstDay(now) ?? (request.To is { } end && end < today ? end : today).AddDays(-29);
            var last = request.Time is null && request.To is { } to && (to < today || first > today) ? to : first > today ? first : today;
            first = last.DayNumber - first.DayNumber < Query.MostDays ? first : last.AddDays(1 - Query.MostDays);
            var shown = request with { Time = null, From = first, To = last };
            var selection = shown.SelectionAt(now, work);
            var hours = HoursFrom(selection.Filter.From!.Value, selection.Filter.Until!.Value)
                .Where(hour => hour <= now && selection.Contains(hour)).ToList();
            var counted = await view.CountAsync(caller.User, selection.Filter, hours, cancellationToken);
            return new(first, last, counted, await view.CountAssetsAsync(caller.User, selection, Assets, cancellationToken), shown, now);
        }

        private static IEnumerable<DateTimeOffset> HoursFrom(DateTimeOffset first, DateTimeOffset end)
        {
            for (var hour = first; hour < end; hour = hour.AddHours(1))
            {
                yield return hour;
            }
        }
    }
}
