namespace Enterprise.VerifiableLog;

/// <summary>
/// The fields of an entry, in the order in which they are hashed. Everything that names fields derives from it: tables, readers, the
/// verifier, exports.
/// </summary>
public sealed class LogSchema
{
    private readonly Dictionary<string, LogField> _byName;

    /// <summary>Makes a schema.</summary>
    /// <param name="fields">The fields in order; those of one personal part stand together.</param>
    public LogSchema(params IEnumerable<LogField> fields)
    {
        Fields = [.. fields.Select((field, index) => field with { Index = index })];
        Sealed = [.. Fields.Where(field => field.Part is null)];
        Parts = [.. Fields.Where(field => field.Part is not null).GroupBy(field => field.Part!, StringComparer.Ordinal)
            .Select((part, index) => new LogPart(part.Key, index, [.. part]))];
        _byName = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>All fields.</summary>
    public IReadOnlyList<LogField> Fields { get; }

    /// <summary>The fields that are hashed as they are.</summary>
    public IReadOnlyList<LogField> Sealed { get; }

    /// <summary>The personal parts, in the order of their commitments.</summary>
    public IReadOnlyList<LogPart> Parts { get; }

    /// <summary>The fields with a role, in order.</summary>
    public IReadOnlyList<LogField> Of(LogFieldRole role) => [.. Fields.Where(field => field.Role == role)];

    /// <summary>The part that says who: the one with a person's id.</summary>
    public LogPart? Person => Parts.FirstOrDefault(part => part.Fields.Any(one => one.Role == LogFieldRole.PersonId));

    /// <summary>The field with this name.</summary>
    public LogField this[string name] => _byName[name];
}

/// <summary>One field of an entry.</summary>
/// <param name="Name">Its name in exports, <c>camelCase</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="MaxLength">The greatest length of a text, in characters; longer ones are cut.</param>
/// <param name="IsRequired">Whether a text is always there. Numbers and flags always are.</param>
/// <param name="Part">The personal part that it belongs to: erasable, and hashed as a commitment. Null for a field that is hashed as it is
/// and stays.</param>
public sealed record LogField(string Name, LogFieldKind Kind, int MaxLength = 0, bool IsRequired = false, string? Part = null)
{
    /// <summary>Whether it has an index, to search for its values newest first.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>The value that most entries have, which no index lists; null where there is none.</summary>
    public string? Usual { get; init; }

    /// <summary>What it says of a person.</summary>
    public LogFieldRole Role { get; init; }

    /// <summary>
    /// Its column: the name in <c>PascalCase</c>, with <c>Is</c> before that of a flag; <c>Text</c> where it is the whole of its part.
    /// </summary>
    public string Column { get; } = Name == Part ? "Text" : (Kind == LogFieldKind.Flag ? "Is" : string.Empty) + Pascal(Name);

    /// <summary>Its place in the schema, from 0.</summary>
    public int Index { get; init; }

    internal static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}

/// <summary>What a field holds.</summary>
public enum LogFieldKind
{
    /// <summary>A <see cref="string"/> or nothing.</summary>
    Text,

    /// <summary>A whole number, a <see cref="long"/>.</summary>
    Number,

    /// <summary>A <see cref="bool"/>, hashed as 1 or 0.</summary>
    Flag,
}

/// <summary>What a field says of a person, for erasure.</summary>
public enum LogFieldRole
{
    /// <summary>Nothing that tells who it is.</summary>
    None,

    /// <summary>The person's stable id.</summary>
    PersonId,

    /// <summary>The person's name.</summary>
    PersonName,

    /// <summary>A network address.</summary>
    Address,
}

/// <summary>
/// A personal part of an entry, with a table of its own, so that it can be erased. An entry has it where any of its fields is there.
/// </summary>
/// <param name="Name">Its name in exports, <c>camelCase</c>.</param>
/// <param name="Index">Its place among the parts, from 0.</param>
/// <param name="Fields">Its fields.</param>
public sealed record LogPart(string Name, int Index, IReadOnlyList<LogField> Fields)
{
    /// <summary>Its table.</summary>
    public string Table { get; } = LogField.Pascal(Name) + "s";

    /// <summary>The column of its commitment.</summary>
    public string Commitment { get; } = LogField.Pascal(Name) + "Commitment";

    /// <summary>Whether every entry has it when it is added.</summary>
    public bool IsRequired { get; } = Fields.Any(field => field.IsRequired || field.Kind != LogFieldKind.Text);

    /// <summary>Whether it is one field alone, which exports then show without an object around it.</summary>
    public bool IsSingle => Fields is [{ } only] && only.Name == Name;
}
