namespace Enterprise.Sandbox.Data;

/// <summary>The definition of a variable of an asset type or aspect type.</summary>
/// <param name="Name">1 to 64 characters of <c>[a-zA-Z0-9_]</c>.</param>
/// <param name="DataType">BOOLEAN, INT, LONG, DOUBLE, STRING, TIMESTAMP or BIG_STRING.</param>
/// <param name="Unit">For instance <c>bar</c>; empty for none.</param>
/// <param name="Length">The greatest length of a string in characters, null for other data types.</param>
/// <param name="Value">A static variable's value on an asset; null for a dynamic variable, whose values are time series.</param>
internal sealed record VariableDefinition(string Name, string DataType, string Unit = "", int? Length = null, Func<Asset,
    string>? Value = null);
