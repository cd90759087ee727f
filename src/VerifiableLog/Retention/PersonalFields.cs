using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>The columns of a schema that say who, and those that may.</summary>
internal sealed class PersonalFields(LogSchema schema)
{
    /// <summary>The part that says who.</summary>
    public LogPart Person { get; } = schema.Person
        ?? throw new InvalidOperationException("The log's schema has no field that identifies a person.");

    /// <summary>The part of one field, which may name a person without being about one.</summary>
    public LogPart TextPart { get; } = schema.Parts.First(part => part.IsSingle);

    public LogField Text => TextPart.Fields[0];

    public string Id { get; } = schema.Of(LogFieldRole.PersonId)[0].Column;

    public string Name { get; } = schema.Of(LogFieldRole.PersonName)[0].Column;

    public IReadOnlyList<string> Addresses { get; } = [.. schema.Of(LogFieldRole.Address).Select(field => field.Column)];

    /// <summary>The texts that may name a person.</summary>
    public IQueryable<PartText> Texts(LogContext context)
    {
        var column = Text.Column;
        return context.Part(TextPart).Select(row => new PartText { Position = row.Position, Text = EF.Property<string>(row, column) });
    }
}

/// <summary>A text with the position of its entry.</summary>
internal sealed class PartText
{
    public required long Position { get; init; }

    public required string Text { get; init; }
}
