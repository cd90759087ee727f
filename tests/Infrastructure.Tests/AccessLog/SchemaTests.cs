using Enterprise.VerifiableLog;
using System.Globalization;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>The fields of an entry, as others read them.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void The_format_s_document_lists_the_fields_of_the_schema_in_their_order()
    {
        var lines = File.ReadAllLines(Path.Combine(EnterpriseHost.RepositoryRoot, "docs", "access-log-format.md"));
        var stated = lines.SkipWhile(line => line != "| field | kind | characters | part |").Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(AccessSchema.Schema.Fields.Select(Row), stated);
    }

    private static string Row(LogField field)
    {
        var kind = field.Kind switch { LogFieldKind.Number => "number", LogFieldKind.Flag => "flag", _ => field.IsRequired
            ? "text, required" : "text" };
        var length = field.MaxLength == 0 ? string.Empty : field.MaxLength.ToString(CultureInfo.InvariantCulture);
        return $"| {field.Name} | {kind} | {length} | {field.Part} |";
    }
}
