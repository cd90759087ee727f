using System.Text.RegularExpressions;
using Xunit;

namespace Enterprise.Architecture.Tests.Texts;

/// <summary>A text with placeholders is filled with as many values as it has placeholders, and no other text is.</summary>
public sealed class TextUseTests
{
    /// <summary>Filled in the browser, from attributes of the page.</summary>
    private static readonly string[] FilledByScripts = ["SharedTexts.Session_Ended", "SharedTexts.Session_EndsSoon"];

    private static readonly IReadOnlyList<SourceFile> Sources = Product.Files("src/Web", ".cs", ".cshtml");

    [Fact]
    public void Every_text_is_filled_with_as_many_values_as_it_has_placeholders()
    {
        Assert.Contains(Sources, source => UsesOf(Page("AssetTexts", "List.Range", "{0}–{1} of {2}"), source).Contains(3));
        Assert.Empty(
            from text in TextFiles.All
            where !FilledByScripts.Contains(text.Property)
            from source in Sources
            from values in UsesOf(text, source)
            where values != TextFiles.PlaceholdersOf(text.Value).Count
            select $"{source.Path}: {text.Name} with {values}");
    }

    [Theory]
    [InlineData("@PlantedTexts.One", 0)]
    [InlineData("@PlantedTexts.One.Fill(Words.Count(1, x), y)", 2)]
    [InlineData("@PlantedTexts.One.FillHtml(@<a href=\"/,(\">a, b (c)</a>)", 1)]
    [InlineData("@PlantedTexts.One.FillHtml(@<b>a</b>, @<text>@F(a, b)</text>)", 2)]
    [InlineData("Words.Count(n, PlantedTexts.One, OtherTexts.Other)", 1)]
    [InlineData("Words.Count(n, OtherTexts.Other, PlantedTexts.One)", 1)]
    [InlineData("Words.Count(n, PlantedTexts.One, OtherTexts.Other, At(last, 1))", 2)]
    [InlineData("(a ? OtherTexts.One : PlantedTexts.One).Fill(x)", 1)]
    [InlineData("(a ? PlantedTexts.One : OtherTexts.One).Fill(x)", 1)]
    [InlineData("a ? PlantedTexts.One : OtherTexts.One", 0)]
    public void A_planted_use_is_counted(string source, int values) =>
        Assert.Equal([values], UsesOf(Page("PlantedTexts", "One", ""), new("Planted.cshtml", source)));

    [Fact]
    public void A_longer_name_is_another_text() =>
        Assert.Empty(UsesOf(Page("PlantedTexts", "One", ""), new("Planted.cs", "PlantedTexts.One_More + MyPlantedTexts.One")));

    /// <summary>With how many values a text is filled, wherever it is used.</summary>
    internal static IEnumerable<int> UsesOf(TextFiles.Text text, SourceFile source) =>
        Regex.Matches(source.Text, $@"(?<![\w.]){Regex.Escape(text.Property)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(10))
            .Select(use => ValuesOf(source.Text, use.Index, use.Index + use.Length));

    private static int ValuesOf(string source, int start, int end)
    {
        var fill = Regex.Match(source[end..], @"^(?: : \w+\.\w+\))?\.Fill(?:Html)?\(", RegexOptions.None, TimeSpan.FromSeconds(10));
        if (!fill.Success && source[..start].EndsWith(" : ", StringComparison.Ordinal))
        {
            fill = Regex.Match(source[end..], @"^\)\.Fill(?:Html)?\(", RegexOptions.None, TimeSpan.FromSeconds(10));
        }

        if (fill.Success)
        {
            return Arguments(source, end + fill.Length);
        }

        // Count(number, one, other, more): the number fills the first placeholder.
        var plural = Regex.Match(source[..start], @"\bCount\((?:[^;{}@]*, )$", RegexOptions.RightToLeft, TimeSpan.FromSeconds(10));
        return plural.Success && Arguments(source, plural.Index + "Count(".Length) is >= 3 and var arguments ? arguments - 2 : 0;
    }

    /// <summary>The number of arguments from the position after an opening parenthesis. Markup in Razor templates counts as one.</summary>
    private static int Arguments(string source, int position)
    {
        var (depth, count) = (0, 1);
        for (var rest = source[position..]; depth >= 0; rest = rest[1..])
        {
            var template = Regex.Match(rest, @"^@<(?<tag>\w+)[^>]*>.*?</\k<tag>>", RegexOptions.Singleline, TimeSpan.FromSeconds(10));
            rest = rest[template.Length..];
            depth += rest[0] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            count += rest[0] == ',' && depth == 0 ? 1 : 0;
        }

        return count;
    }

    private static TextFiles.Text Page(string file, string key, string value) => new(file, key, value, string.Empty);
}
