using System.Globalization;
using FluentValidation;
using Xunit;

namespace Enterprise.Architecture.Tests.Texts;

/// <summary>The resource files are complete, explained to translators, and contain nothing that no page shows.</summary>
public sealed class TextFileTests
{
    private const string Rule = "Rule.";

    private static readonly IReadOnlyList<SourceFile> Sources = Product.Files("src/Web", ".cs", ".cshtml");

    [Fact]
    public void Every_text_is_used()
    {
        Assert.True(TextFiles.All.Count > 400, "The rule sees the texts.");
        Assert.Contains(TextFiles.All, text => text is { Name: "AssetTexts.ShowAll", Value: "Show all assets" });
        Assert.Empty(TextFiles.All.Where(text => !IsUsed(text)).Select(text => text.Name));
    }

    [Fact]
    public void Every_member_of_a_family_has_a_text_and_every_text_of_a_family_a_member()
    {
        Assert.Contains(TextFiles.Families, family => family is { File: "AccessLogTexts", Prefix: "Action", Members.Count: > 10 });
        Assert.Contains(TextFiles.Families, family => family is { File: "StatusTexts", Prefix: "Health" });
        Assert.All(TextFiles.Families, family => Assert.Equal(
            family.Members,
            TextFiles.All.Where(text => IsOf(text, family.File, family.Prefix)).Select(text => text.Key[(family.Prefix.Length + 1)..])
                .Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_rule_of_a_query_has_a_message_and_every_message_a_rule()
    {
        var codes = Validators().SelectMany(validator => validator.CreateDescriptor().Rules).SelectMany(rule => rule.Components)
            .Select(component => component.ErrorCode ?? component.Validator.Name)
            .Where(code => code != "ChildValidatorAdaptor").Distinct();
        Assert.Equal(
            TextFiles.All.Where(text => text.File == "ValidationTexts" && text.Key.StartsWith(Rule, StringComparison.Ordinal))
                .Select(text => text.Key[Rule.Length..]).Order(StringComparer.Ordinal),
            codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Placeholders_are_consecutive_and_explained() => Assert.Empty(TextFiles.All.SelectMany(PlaceholderFaults));

    [Theory]
    [InlineData("{0} of {1}", "{0}: number. {1}: number.", 0)]
    [InlineData("{1} of {0}, {0}", "{0}: number. {1}: number.", 0)]
    [InlineData("{0} of {2}", "{0}: number. {2}: number.", 1)]
    [InlineData("{1}", "{1}: number.", 1)]
    [InlineData("{0} of {1}", "{0}: number.", 1)]
    [InlineData("all", "{0}: number.", 1)]
    [InlineData("at most {MaxLength}", "{MaxLength}: number.", 0)]
    [InlineData("at most {MaxLength}", "", 1)]
    [InlineData("", "", 1)]
    public void A_planted_text_is_judged(string value, string comment, int faults) =>
        Assert.Equal(faults, PlaceholderFaults(new("Planted", "Key", value, comment)).Count());

    private static IEnumerable<string> PlaceholderFaults(TextFiles.Text text)
    {
        var placeholders = TextFiles.PlaceholdersOf(text.Value);
        var numbered = placeholders.Where(one => char.IsAsciiDigit(one[1])).ToList();
        if (string.IsNullOrWhiteSpace(text.Value) || text.Value.Trim() != text.Value
            || !numbered.SequenceEqual(numbered.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"{{{index}}}"))))
        {
            yield return $"{text.Name}: {text.Value}";
        }
        else if (!placeholders.SequenceEqual(
            TextFiles.PlaceholdersOf(text.Comment).Where(one => text.Comment.Contains($"{one}: ", StringComparison.Ordinal))))
        {
            yield return $"{text.Name}: {text.Comment}";
        }
    }

    private static bool IsUsed(TextFiles.Text text) =>
        TextFiles.Families.Any(family => IsOf(text, family.File, family.Prefix))
        || (text.File == "ValidationTexts" && text.Key.StartsWith(Rule, StringComparison.Ordinal))
        || Sources.Any(source => TextUseTests.UsesOf(text, source).Any());

    private static bool IsOf(TextFiles.Text text, string file, string prefix) =>
        text.File == file && text.Key.StartsWith($"{prefix}.", StringComparison.Ordinal)
        && !text.Key[(prefix.Length + 1)..].Contains('.', StringComparison.Ordinal);

    /// <summary>The validators of pages; operator commands, which are English, are in the folder <c>Retention</c>.</summary>
    private static IEnumerable<IValidator> Validators() =>
        from type in typeof(Enterprise.Application.ApplicationServices).Assembly.GetTypes()
        where type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(IValidator))
        where !Uses.IsOf(type.Namespace!, "Enterprise.Application.AccessLog.Retention")
        select (IValidator)Activator.CreateInstance(type, nonPublic: true)!;
}
