using System.Globalization;
using Enterprise.Domain.AccessLog;
using FluentValidation;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>Which entries of the log, as an address says it; all conditions together.</summary>
public abstract record EntryQuery
{
    /// <summary>The zone where none is given.</summary>
    public const string Utc = "UTC";

    /// <summary>A user's name or id, whole.</summary>
    public string? User { get; init; }

    /// <summary>What was done: any of these; all actions where none is given.</summary>
    public EnumSet<AccessAction> Action { get; init; }

    /// <summary>How it ended: any of these; all outcomes where none is given.</summary>
    public EnumSet<AccessOutcome> Outcome { get; init; }

    /// <summary>Only what was not granted: denied or failed.</summary>
    public bool Refused { get; init; }

    /// <summary>Why it was not granted: a code, whole.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of an asset, or the path of a page; whole.</summary>
    public string? Asset { get; init; }

    /// <summary>The address that connected or was forwarded, whole.</summary>
    public string? Address { get; init; }

    /// <summary>The request's id, whole.</summary>
    public string? Request { get; init; }

    /// <summary>A stretch of time until now; stronger than <see cref="From"/> and <see cref="To"/>.</summary>
    public TimePreset? Time { get; init; }

    /// <summary>The first day, in the zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in the zone; it counts whole.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The time zone of days and hours by its IANA name, for example <c>Europe/Berlin</c>; UTC where none is given.</summary>
    public string? Zone { get; init; }

    /// <summary>Only what happened outside working hours, see <see cref="WorkingHours"/>.</summary>
    public bool Outside { get; init; }

    /// <summary>Only this day of the week.</summary>
    public DayOfWeek? Weekday { get; init; }

    /// <summary>Only this hour of the day, 0 to 23.</summary>
    public int? Hour { get; init; }

    /// <summary>The time zone that is meant.</summary>
    /// <exception cref="TimeZoneNotFoundException">There is none of that name; the validator has said so.</exception>
    public TimeZoneInfo ZoneInfo() => string.IsNullOrEmpty(Zone) ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>The first day that is meant, if any.</summary>
    public DateOnly? FirstDay(DateTimeOffset now) => Time switch
    {
        TimePreset.Today => ZoneInfo().Day(now),
        TimePreset.Week => ZoneInfo().Day(now).AddDays(-6),
        TimePreset.Month => ZoneInfo().Day(now).AddDays(-29),
        _ => From,
    };

    /// <summary>The conditions, for the log.</summary>
    public AccessSelection SelectionAt(DateTimeOffset now, WorkingHours work)
    {
        var zone = ZoneInfo();
        var filter = new AccessFilter
        {
            User = Said(User), Actions = Action, Outcomes = Outcome, IsRefused = Refused, Reason = Said(Reason), Asset = Said(Asset),
            Address = Said(Address), RequestId = Said(Request),
            From = FirstDay(now) is { } first ? zone.Moment(first) : null,
            Until = Time is null && To is { } last ? zone.Moment(last == DateOnly.MaxValue ? last : last.AddDays(1)) : null,
        };
        return Outside || Weekday is not null || Hour is not null
            ? new(filter, new(zone, (day, hour) => (!Outside || !work.Contain(day, hour)) && (Weekday is null || Weekday == day)
                && (Hour is null || Hour == hour)))
            : new(filter);
    }

    /// <summary>
    /// The query string that asks for the same entries again, on whatever page, without the parts that are as by default.
    /// </summary>
    /// <returns>For example <c>user=anna.meier@acme.example&amp;outcome=Denied</c>.</returns>
    public string Conditions() => QueryText.Of(
    [
        ("user", User), .. Action.Select(action => ("action", (string?)action.ToString())),
            .. Outcome.Select(outcome => ("outcome", (string?)outcome.ToString())),
        ("refused", Truth(Refused)), ("reason", Reason), ("asset", Asset), ("address", Address), ("request", Request),
            ("time", Time?.ToString()),
        ("from", Time is null ? Text(From) : null), ("to", Time is null ? Text(To) : null), ("zone", Zone == Utc ? null : Zone),
        ("outside", Truth(Outside)), ("weekday", Weekday?.ToString()), ("hour", Hour?.ToString(CultureInfo.InvariantCulture)),
    ]);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Truth(bool value) => value ? "true" : null;

    private static string? Said(string? text) => string.IsNullOrEmpty(text) ? null : text;

    internal abstract class Rules<T> : AbstractValidator<T>
        where T : EntryQuery
    {
        protected Rules()
        {
            RuleFor(query => query.User).MaximumLength(Subject.MaxName);
            RuleFor(query => query.Reason).MaximumLength(AccessEntry.MaxCode);
            RuleFor(query => query.Asset).MaximumLength(AccessEntry.MaxText);
            RuleFor(query => query.Address).MaximumLength(Subject.MaxAddress);
            RuleFor(query => query.Request).MaximumLength(AccessEntry.MaxCode);
            RuleFor(query => query.Time).IsInEnum().WithErrorCode("TimePreset");
            RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From).WithErrorCode("EndBeforeStart")
                .When(query => query.From is not null && query.Time is null);
            RuleFor(query => query.To).LessThan(DateOnly.MaxValue).WithErrorCode("EndTooLate");
            RuleFor(query => query.Zone).Must(IsZone).WithErrorCode("TimeZone");
            RuleFor(query => query.Weekday).IsInEnum().WithErrorCode("Weekday");
            RuleFor(query => query.Hour).InclusiveBetween(0, 23).WithErrorCode("Hour");
        }

        private static bool IsZone(string? zone) => string.IsNullOrEmpty(zone)
            || (zone.Length <= AccessEntry.MaxCode
            && zone.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+')
                && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId && found.Id == zone);
    }
}
