namespace Enterprise.Domain.Assets;

/// <summary>An aspect of an asset: a named group of variables, defined by an aspect type.</summary>
/// <param name="Name">The name within the asset.</param>
/// <param name="Type">The aspect type's id.</param>
/// <param name="Category"><c>static</c> or <c>dynamic</c> (time series); values that came later are kept as they are.</param>
/// <param name="Description">What it describes, if stated.</param>
/// <param name="Variables">Its variables.</param>
public sealed record Aspect(string Name, string? Type, string? Category, string? Description, IReadOnlyList<VariableDefinition> Variables);

/// <summary>The definition of a variable.</summary>
/// <param name="Name">The name, 1 to 64 letters, digits and underscores.</param>
/// <param name="DataType"><c>BOOLEAN INT LONG DOUBLE STRING TIMESTAMP BIG_STRING</c>; values that came later are kept as they are.</param>
/// <param name="Unit">The unit, if it has one.</param>
/// <param name="DefaultValue">The value that applies where the asset states none.</param>
public sealed record VariableDefinition(string Name, string? DataType, string? Unit, string? DefaultValue);

/// <summary>A static variable's value.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">The value as text, or null when it has none.</param>
public sealed record VariableValue(string Name, string? Value);

/// <summary>The values that an asset states for one of its static aspects.</summary>
/// <param name="Name">The aspect.</param>
/// <param name="Variables">The values.</param>
public sealed record AspectValues(string Name, IReadOnlyList<VariableValue> Variables);
