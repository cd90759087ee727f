using Npgsql;
using NpgsqlTypes;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>One column of many rows, sent as one array: a batch costs one statement, however many rows it has.</summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
internal abstract class Column<TRow>(string name)
{
    public string Name => name;

    public abstract NpgsqlParameter NewParameter();

    public abstract void Fill(NpgsqlParameter parameter, IReadOnlyList<TRow> rows);
}

/// <inheritdoc/>
/// <typeparam name="TRow">What a row is made of.</typeparam>
/// <typeparam name="TValue">What the column holds.</typeparam>
internal sealed class Column<TRow, TValue>(string name, NpgsqlDbType type, Func<TRow, TValue> of) : Column<TRow>(name)
{
    public override NpgsqlParameter NewParameter() =>
        new NpgsqlParameter<TValue[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [] };

    public override void Fill(NpgsqlParameter parameter, IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = of(rows[index]);
        }

        ((NpgsqlParameter<TValue[]>)parameter).TypedValue = values;
    }
}

/// <summary>Columns as the parts of a statement.</summary>
internal static class Columns
{
    public static string Names<TRow>(this IEnumerable<Column<TRow>> columns) => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>A table made of the arrays, for example <c>unnest($1, $2) AS given (id, at)</c>.</summary>
    public static string Table<TRow>(this IReadOnlyList<Column<TRow>> columns) =>
        $"unnest({string.Join(", ", columns.Select((_, index) => $"${index + 1}"))}) AS given ({columns.Names()})";

    public static void Fill<TRow>(this IReadOnlyList<Column<TRow>> columns, NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            columns[index].Fill(parameters[index], rows);
        }
    }
}
