using System.Globalization;
using Enterprise.Application.AccessLog.Reading;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>When people usually work: <c>AccessLog:WorkingHours</c>.</summary>
internal sealed class WorkingHoursOptions
{
    public const string Section = "AccessLog:WorkingHours";

    /// <summary>The working days by their English names, joined by commas.</summary>
    public string Days { get; set; } = "Monday,Tuesday,Wednesday,Thursday,Friday";

    /// <summary>When work begins: a whole hour, <c>07:00</c>.</summary>
    public string From { get; set; } = "07:00";

    /// <summary>When it ends: a whole hour, at most <c>24:00</c>.</summary>
    public string Until { get; set; } = "19:00";

    public WorkingHours ToHours() => new(DaysOf(Days)!, HourOf(From)!.Value, HourOf(Until)!.Value);

    private static List<DayOfWeek>? DaysOf(string text)
    {
        var days = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Enum.GetValues<DayOfWeek>().Where(day => day.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(day => (DayOfWeek?)day).SingleOrDefault()).ToList();
        return days.Count > 0 && days.TrueForAll(day => day is not null) ? [.. days.Select(day => day!.Value).Distinct()] : null;
    }

    private static int? HourOf(string text) => text is [var tens, var ones, ':', '0', '0'] && char.IsAsciiDigit(tens)
        && char.IsAsciiDigit(ones)
        && int.Parse(text[..2], CultureInfo.InvariantCulture) is var hour and <= 24 ? hour : null;

    internal sealed class Validator : IValidateOptions<WorkingHoursOptions>
    {
        public ValidateOptionsResult Validate(string? name, WorkingHoursOptions options)
        {
            var faults = new List<string>();
            if (DaysOf(options.Days) is null)
            {
                faults.Add($"{Section}:Days is '{options.Days}': give days of the week, for example Monday,Tuesday.");
            }

            if (HourOf(options.From) is not { } from || HourOf(options.Until) is not { } until || from >= until)
            {
                faults.Add($"{Section}:From is '{options.From}' and Until is '{options.Until}': give whole hours, the first before the "
                    + "second, for example 07:00 and 19:00.");
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
