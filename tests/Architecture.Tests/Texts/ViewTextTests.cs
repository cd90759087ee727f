using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Enterprise.Architecture.Tests.Texts;

/// <summary>Views contain no text. The test reads the compiled views, where markup and code are separate.</summary>
public sealed partial class ViewTextTests
{
    private const string TagHelperValue = "tag helper";

    /// <summary>Names that are the same in every language.</summary>
    private static readonly HashSet<string> Names = ["UTC", "SHA", "sha256sum"];

    private static readonly IReadOnlyList<TypeDefinition> Views =
        [.. Product.Web.Types.Where(type => type.Namespace == "AspNetCoreGeneratedDocument")];

    /// <summary>Keys in the code of views: of view data, headers and fields with a message.</summary>
    private static readonly HashSet<string> Keys =
    [
        .. Product.Files("src/Web", ".cshtml").SelectMany(view => Key().Matches(view.Text)).Select(match => match.Groups["key"].Value),
    ];

    [Fact]
    public void No_view_contains_text()
    {
        Assert.Equal(Product.Files("src/Web", ".cshtml").Count, Views.Count);
        Assert.Contains("<main>", Markup(Assert.Single(Views, view => view.Name == "Shared_Layout")), StringComparison.Ordinal);
        Assert.Contains("placeholder=\"", Markup(Assert.Single(Views, view => view.Name == "AccessLog_Form")), StringComparison.Ordinal);
        Assert.Empty(Views.SelectMany(view => TextsIn(Markup(view)).Select(text => $"{view.Name}: {text}")));
    }

    [Fact]
    public void No_view_s_code_contains_text()
    {
        var all = Views.SelectMany(view => Strings(view).Where(one => !IsMarkup(one.Call)).Select(one => (view.Name, one.Text))).ToList();
        Assert.Contains(all, one => one is { Name: "Assets_Index", Text: "descending" });
        Assert.Contains("Title", Keys);
        Assert.Empty(all.Where(one => IsText(one.Text)).Select(one => $"{one.Name}: {one.Text}"));
    }

    [Theory]
    [InlineData("<p class=\"soft\">Checked at <time></time></p>", "Checked at")]
    [InlineData("<th scope=\"col\">Since</th>", "Since")]
    [InlineData("<a href=\"/\" title=\"Show all assets\"></a>", "Show all assets")]
    [InlineData("<input placeholder=\"Any\">", "Any")]
    [InlineData("<nav aria-label=\"Pages\">", "Pages")]
    [InlineData("<p>  (UTC) of 7</p>", "(UTC) of 7")]
    public void A_planted_text_is_found(string markup, string found) => Assert.Equal([found], TextsIn(markup));

    [Theory]
    [InlineData("<p class=\"soft\"> · <time datetime=\"\">2026 UTC</time> —</p><code>sha256sum </code>")]
    [InlineData("<input class=\"ix-form-control\" placeholder=\"\" aria-label=\"\">")]
    public void Markup_without_text_is_left_alone(string markup) => Assert.Empty(TextsIn(markup));

    [Theory]
    [InlineData("All faults", true)]
    [InlineData(", subtenant ", true)]
    [InlineData("{0} entries", true)]
    [InlineData("1; url=/access-log/integrity", false)]
    [InlineData("The first {0} faults", true)]
    [InlineData("Assets", true)]
    [InlineData("Title", false)]
    [InlineData("chevron-right", false)]
    [InlineData("/Shared/Layout.cshtml", false)]
    public void A_planted_string_is_found(string text, bool isText) => Assert.Equal(isText, IsText(text));

    /// <summary>The rule for markup: text nodes and the attributes that are read aloud or shown.</summary>
    private static IEnumerable<string> TextsIn(string markup) =>
        from text in Shown().Matches(markup).Select(match => match.Groups["text"].Value).Concat(Tag().Split(markup))
        where Word().Matches(text).Any(word => !Names.Contains(word.Value))
        select text.Trim();

    /// <summary>The rule for strings in code: a letter and a space, or a capitalised word that is no key.</summary>
    private static bool IsText(string text) => (LetterAndSpace().IsMatch(text) && !text.Contains("url=/", StringComparison.Ordinal))
        || (Capitalised().IsMatch(text) && !Keys.Contains(text));

    private static string Markup(TypeDefinition view)
    {
        var markup = new StringBuilder();
        foreach (var (text, call) in Strings(view))
        {
            markup.Append(IsMarkup(call) ? text : string.Empty);
        }

        return markup.ToString();
    }

    /// <summary>The strings of a view in their order, each with the method that it is given to.</summary>
    private static IEnumerable<(string Text, string? Call)> Strings(TypeDefinition view)
    {
        foreach (var method in Uses.WithNested(view).SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            var isTagHelperValue = false;
            foreach (var instruction in method.Body.Instructions)
            {
                isTagHelperValue = (instruction.Operand as MethodReference)?.Name switch
                {
                    "BeginWriteTagHelperAttribute" => true,
                    "EndWriteTagHelperAttribute" => false,
                    _ => isTagHelperValue,
                };
                if (instruction.OpCode == OpCodes.Ldstr)
                {
                    yield return ((string)instruction.Operand, isTagHelperValue ? TagHelperValue : CallAfter(instruction));
                }
            }
        }
    }

    private static bool IsMarkup(string? call) => call is "WriteLiteral" or "WriteAttributeValue" or "BeginWriteAttribute";

    private static string? CallAfter(Instruction? instruction)
    {
        while (instruction is not null && instruction.OpCode.FlowControl != FlowControl.Call)
        {
            instruction = instruction.Next;
        }

        return (instruction?.Operand as MethodReference)?.Name;
    }

    [GeneratedRegex("""\b(?:title|placeholder|alt|aria-label)\s*=\s*"(?<text>[^"]*)""")]
    private static partial Regex Shown();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\p{L}[\p{L}\d]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{L}.*\s|\s.*\p{L}", RegexOptions.Singleline)]
    private static partial Regex LetterAndSpace();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+$")]
    private static partial Regex Capitalised();

    [GeneratedRegex("""(?:ViewData\[|Headers\[|ValidationMessage\(|ResourceManager, )"(?<key>\w+)\x22""")]
    private static partial Regex Key();
}
