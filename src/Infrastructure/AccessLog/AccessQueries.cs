using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Search;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>What a reader may read, and which of it was asked for, as a query of the log.</summary>
internal static class AccessQueries
{
    private static readonly EnumSet<AccessOutcome> AllRefusals =
        [.. Enum.GetValues<AccessOutcome>().Where(outcome => outcome != AccessOutcome.Granted)];

    /// <summary>The same with hours of the week, which are applied to what the database returns.</summary>
    public static LogQuery Selecting(this TenantUser reader, AccessSelection selection) =>
        reader.For(selection.Filter) with
        {
            Further = selection.Hours is null ? null : at => selection.Contains(Microseconds.ToTime(at)),
        };

    /// <summary>
    /// The reader's own tenant, and for a reader of a subtenant that subtenant alone. Conditions that usually hold for the fewest entries
    /// come first.
    /// </summary>
    public static LogQuery For(this TenantUser reader, AccessFilter filter)
    {
        List<LogCondition> conditions = [];
        Add([filter.RequestId], "requestId");
        Add([filter.Asset], "resource");
        Add([filter.User], "userId", "userName");
        Add([filter.Reason], "reason");
        if (filter.IsRefused || filter.Outcomes == AllRefusals)
        {
            conditions.Add(new([nameof(AccessOutcome.Granted)], IsNegated: true, AccessSchema.Schema["outcome"]));
        }

        if (filter.Outcomes != AllRefusals)
        {
            Add(filter.Outcomes.Select(outcome => outcome.ToString()), "outcome");
        }

        Add([filter.Address], "address", "forwarded");
        Add(filter.Actions.Select(action => action.ToString()), "action");
        Add([reader.Subtenant?.Value], "subtenant");
        return new(reader.Tenant.Value, conditions)
        {
            From = filter.From is { } from ? Microseconds.Of(from) : null, Until = filter.Until is { } until
                ? Microseconds.Of(until) : null,
        };

        void Add(IEnumerable<string?> values, params string[] fields)
        {
            if (values.OfType<string>().ToList() is { Count: > 0 } known)
            {
                conditions.Add(new(known, IsNegated: false, [.. fields.Select(name => AccessSchema.Schema[name])]));
            }
        }
    }
}
