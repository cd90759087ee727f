namespace Enterprise.Application.AccessLog.Reading;

/// <summary>When people usually work: what lies outside is a filter of the log. The clocks are those of the reader's chosen zone.</summary>
/// <param name="Days">The working days.</param>
/// <param name="From">The hour in which work begins, 0 to 23.</param>
/// <param name="Until">The hour at which it ends, 1 to 24.</param>
public sealed record WorkingHours(IReadOnlyList<DayOfWeek> Days, int From, int Until)
{
    /// <summary>Monday to Friday, 07:00 to 19:00.</summary>
    public static WorkingHours Usual { get; } = new(
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], 7, 19);

    /// <summary>Whether an hour of a day is one of work.</summary>
    /// <param name="hour">The hour, 0 to 23.</param>
    public bool Contain(DayOfWeek day, int hour) => Days.Contains(day) && hour >= From && hour < Until;
}
