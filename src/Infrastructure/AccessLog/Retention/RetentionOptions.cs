using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>How long entries are kept, in days: <c>AccessLog:Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "AccessLog:Retention";

    private const int Most = 36_500;

    /// <summary>For every tenant without a number of its own, and for the chain of unauthenticated callers.</summary>
    public int Days { get; set; } = 400;

    /// <summary>The least that may be configured, so that a slip cannot empty the log.</summary>
    public int FloorDays { get; set; } = 90;

    /// <summary>Days by tenant.</summary>
    public Dictionary<string, int> Tenants { get; } = new(StringComparer.Ordinal);

    internal sealed class Validator : IValidateOptions<RetentionOptions>
    {
        public ValidateOptionsResult Validate(string? name, RetentionOptions options)
        {
            var faults = options.Tenants.Keys.Where(tenant => !TenantId.TryParse(tenant, out _))
                .Select(tenant => $"{Section}:Tenants names '{tenant}': a tenant is 1 to 32 lower-case letters, digits and inner hyphens.")
                    .ToList();
            if (options.FloorDays is < 1 or > Most)
            {
                faults.Add($"{Section}:FloorDays is {options.FloorDays}: give days from 1 to {Most}.");
            }

            foreach (var (key, days) in options.Tenants.Select(one => ($"Tenants:{one.Key}", one.Value))
                .Prepend((nameof(Days), options.Days)))
            {
                if (days < options.FloorDays || days > Most)
                {
                    faults.Add($"{Section}:{key} is {days}: give days from {Section}:FloorDays ({options.FloorDays}) to {Most}.");
                }
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
