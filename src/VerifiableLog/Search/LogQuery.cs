using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Search;

/// <summary>Which entries of a chain are asked for.</summary>
/// <param name="Chain">The tenant.</param>
/// <param name="Conditions">All must hold; those come first that usually hold for the fewest entries.</param>
internal sealed record LogQuery(string Chain, IReadOnlyList<LogCondition> Conditions)
{
    /// <summary>The first time, in microseconds; null for all.</summary>
    public long? From { get; init; }

    /// <summary>The time that is no longer included; null for all.</summary>
    public long? Until { get; init; }

    /// <summary>A further condition, on the time in microseconds, which no database is asked for.</summary>
    public Func<long, bool>? Further { get; init; }

    /// <summary>Whether the database is asked for the whole chain.</summary>
    public bool IsAll => Conditions.Count == 0 && From is null && Until is null;

    /// <summary>Whether the further condition holds.</summary>
    public bool Includes(long at) => Further?.Invoke(at) ?? true;
}

/// <summary>
/// A condition: one of the fields, all of the same part, has the value; or the one field has one of several values; or, negated, it has
/// none of them.
/// </summary>
internal sealed record LogCondition(IReadOnlyList<string> Values, bool IsNegated, params IReadOnlyList<LogField> Fields)
{
    /// <summary>The value, where there is only one.</summary>
    public string Value => Values[0];

    /// <summary>Whether it excludes the value that most entries have.</summary>
    public bool IsUnusual => Fields[0].Usual is { } usual && IsNegated == Values.Contains(usual, StringComparer.Ordinal);

    /// <summary>The same condition with each value alone.</summary>
    public IEnumerable<LogCondition> Single => IsNegated ? [this] : Values.Select(value => this with { Values = [value] });

    /// <summary>The name of the personal part of its fields; null for fields of the entry itself.</summary>
    public string? Part => Fields[0].Part;
}

/// <summary>A place in the log, newest first: entries of the same microsecond are ordered by position.</summary>
internal sealed record LogPlace(long At, long Position);

/// <summary>The one place where conditions become a database query.</summary>
internal static class EntryQueries
{
    public static IQueryable<EntryRow> OfChain(this LogContext context, LogQuery query) =>
        context.Entries.Where(row => row.Tenant == query.Chain);

    /// <summary>The entries of a chain for which all conditions hold.</summary>
    public static IQueryable<EntryRow> Matching(this LogContext context, LogQuery query) => context.OfChain(query)
        .Matching(context, query.Conditions)
        .If(query.From is not null, rows => rows.Where(row => row.At >= query.From))
        .If(query.Until is not null, rows => rows.Where(row => row.At < query.Until));

    public static IQueryable<EntryRow> Matching(this IQueryable<EntryRow> rows, LogContext context, IEnumerable<LogCondition> conditions)
    {
        foreach (var condition in conditions)
        {
            rows = condition.Part is null
                ? rows.Where(condition)
                : rows.Join(context.OfPart(condition), row => row.Position, part => part.Position, (row, _) => row);
        }

        return rows;
    }

    public static IQueryable<T> If<T>(this IQueryable<T> rows, bool isAsked, Func<IQueryable<T>, IQueryable<T>> narrow) => isAsked
        ? narrow(rows) : rows;

    private static IQueryable<EntryRow> Where(this IQueryable<EntryRow> rows, LogCondition condition)
    {
        var (field, value, values) = (condition.Fields[0], condition.Value, condition.Values.ToArray());

        // One value is an equality, which an index in the order of time serves. The usual value is a constant and not a parameter, so that
        // the index of the others serves it.
        return rows
            .If(condition.IsUnusual, found => found.Where(row => EF.Property<string>(row, field.Column) != EF.Constant(field.Usual)))
            .If(!condition.IsNegated && values.Length == 1, found => found.Where(row => EF.Property<string>(row, field.Column) == value))
            .If(!condition.IsNegated && values.Length > 1,
                found => found.Where(row => values.Contains(EF.Property<string>(row, field.Column))))
            .If(condition.IsNegated && !condition.IsUnusual,
                found => found.Where(row => !values.Contains(EF.Property<string>(row, field.Column))));
    }

    /// <summary>A condition that two fields may meet, as rows of their part.</summary>
    private static IQueryable<PartRow> OfPart(this LogContext context, LogCondition condition)
    {
        var (first, last, value) = (condition.Fields[0].Column, condition.Fields[^1].Column, condition.Value);
        return context.Part(condition.Part!)
            .Where(row => EF.Property<string>(row, first) == value || EF.Property<string>(row, last) == value);
    }
}
