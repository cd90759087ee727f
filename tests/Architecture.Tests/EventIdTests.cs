using Mono.Cecil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>An event of the service's log has an id of its own, so that an operator can search for it and raise an alarm on it.</summary>
public sealed class EventIdTests
{
    private const string Attribute = "Microsoft.Extensions.Logging.LoggerMessageAttribute";

    [Fact]
    public void No_two_events_have_the_same_id()
    {
        var events = Events(Product.Types);
        Assert.Contains(events, one => one is { Id: 3001, Name: "Enterprise.VerifiableLog.LogWriter.WriteFailed" });
        Assert.True(events.Count > 15, "The rule sees the events.");
        Assert.Empty(Doubles(events));
    }

    [Fact]
    public void A_planted_double_is_found() => Assert.Equal(["1: A.One, B.Two"], Doubles([(1, "A.One"), (2, "A.Two"), (1, "B.Two")]));

    private static List<(int Id, string Name)> Events(IEnumerable<TypeDefinition> types) =>
    [
        .. from outer in types
           from type in Uses.WithNested(outer)
           from method in type.Methods
           from attribute in method.CustomAttributes
           where attribute.AttributeType.FullName == Attribute
           select ((int)attribute.ConstructorArguments[0].Value, $"{type.FullName}.{method.Name}"),
    ];

    /// <summary>The rule.</summary>
    private static IEnumerable<string> Doubles(IEnumerable<(int Id, string Name)> events) =>
        from one in events
        group one.Name by one.Id into same
        where same.Count() > 1
        select $"{same.Key}: {string.Join(", ", same)}";
}
