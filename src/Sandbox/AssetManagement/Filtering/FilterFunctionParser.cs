using System.Text.Json;

namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>Reads what stands behind a field's name: a literal, null, one function, or functions joined by <c>or</c>.</summary>
internal static class FilterFunctionParser
{
    /// <summary>Parses the value of one member.</summary>
    /// <exception cref="InvalidFilterException">It is outside the grammar.</exception>
    public static FilterNode OfField(string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new FilterNode.Test(field, FilterFunction.Eq, [Literal(field, value)]);
        }

        var function = Single(field, value);
        return string.Equals(function.Name, "or", StringComparison.Ordinal)
            ? new FilterNode.Any([.. Alternatives(field, function.Value).Select(alternative => Test(field, Single(field, alternative)))])
            : Test(field, function);
    }

    private static FilterNode.Test Test(string field, JsonProperty function) => function.Name switch
    {
        "eq" => new(field, FilterFunction.Eq, [Literal(field, function.Value)]),
        "in" => new(field, FilterFunction.In, Values(field, function.Value)),
        "startsWith" => new(field, FilterFunction.StartsWith, [Text(field, function.Value)]),
        "endsWith" => new(field, FilterFunction.EndsWith, [Text(field, function.Value)]),
        "contains" => new(field, FilterFunction.Contains, [Text(field, function.Value)]),
        "before" => new(field, FilterFunction.Before, [Text(field, function.Value)]),
        "after" => new(field, FilterFunction.After, [Text(field, function.Value)]),
        "between" => new(field, FilterFunction.Between, [Text(field, function.Value)]),
        _ => throw new InvalidFilterException($"Unknown function '{function.Name}' on field '{field}'"),
    };

    private static JsonProperty Single(string field, JsonElement functions)
    {
        if (functions.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidFilterException($"A function on field '{field}' must be an object");
        }

        using var members = functions.EnumerateObject();
        if (!members.MoveNext())
        {
            throw new InvalidFilterException($"Field '{field}' has no function");
        }

        var only = members.Current;
        return members.MoveNext() ? throw new InvalidFilterException($"Field '{field}' has more than one function") : only;
    }

    private static JsonElement.ArrayEnumerator Alternatives(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value.EnumerateArray()
        : throw new InvalidFilterException($"The 'or' of field '{field}' must be an array of functions");

    /// <summary>
    /// The array sits in a member <c>value</c>. A public application sends a bare one for <c>hasType</c>: taken there, refused elsewhere.
    /// </summary>
    private static List<string?> Values(string field, JsonElement value)
    {
        var array = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("value", out var inner) ? inner
            : string.Equals(field, "hasType", StringComparison.Ordinal) ? value
            : default;
        return array.ValueKind == JsonValueKind.Array
            ? [.. array.EnumerateArray().Select(item => Literal(field, item))]
            : throw new InvalidFilterException($"The 'in' of field '{field}' must have an array in 'value'");
    }

    private static string? Literal(string field, JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : Text(field, value);

    private static string Text(string field, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new InvalidFilterException($"Field '{field}' must be compared with a string");
}
