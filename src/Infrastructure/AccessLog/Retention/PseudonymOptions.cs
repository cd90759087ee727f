using Enterprise.Application.AccessLog.Retention.PersonalData;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>After how long names are replaced: <c>AccessLog:PseudonymiseAfterDays</c>.</summary>
internal sealed class PseudonymOptions
{
    /// <summary>Days, or null for never; the command <c>audit pseudonymise</c> does it.</summary>
    public int? PseudonymiseAfterDays { get; set; }

    internal sealed class Validator : IValidateOptions<PseudonymOptions>
    {
        public ValidateOptionsResult Validate(string? name, PseudonymOptions options) =>
            options.PseudonymiseAfterDays is < 1 or > PlanPseudonymise.MaxDays
            ? ValidateOptionsResult.Fail(
                $"AccessLog:PseudonymiseAfterDays is {options.PseudonymiseAfterDays}: give days from 1 "
                + $"to {PlanPseudonymise.MaxDays}, or leave it out.")
            : ValidateOptionsResult.Success;
    }
}
