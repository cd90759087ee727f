using System.Text.RegularExpressions;

namespace Enterprise.Architecture.Tests;

/// <summary>docs/security.md as far as it makes promises: the rows of its tables, by section.</summary>
internal sealed partial class SecurityDocument
{
    private SecurityDocument(string text) => Sections = Heading().Split(text);

    /// <summary>The document as it stands in the repository.</summary>
    public static SecurityDocument Own { get; } = new(Product.Files("docs", "security.md").Single().Text);

    /// <summary>What stands before the first heading of the second level, and the text below each.</summary>
    public IReadOnlyList<string> Sections { get; }

    /// <summary>The catalogue of refusals: the codes in the first cells.</summary>
    public IEnumerable<string> Codes => Rows("Refusals", Code());

    /// <summary>The threats: the ids in the first cells.</summary>
    public IEnumerable<string> Threats => Rows("Threats", Threat());

    /// <summary>The yardstick's requirements: the ids in the first cells.</summary>
    public IEnumerable<string> Requirements => Rows("Conformity", Requirement());

    /// <summary>The last cells of threats and requirements, each after its id.</summary>
    public IEnumerable<(string Id, string Text)> Evidence =>
        from section in Sections
        where section.StartsWith("Threats", StringComparison.Ordinal) || section.StartsWith("Conformity", StringComparison.Ordinal)
        from row in Row().Matches(section)
        let cells = row.Groups["cells"].Value.Split(" | ")
        where Threat().IsMatch(cells[0]) || Requirement().IsMatch(cells[0])
        select (cells[0], cells[^1]);

    /// <summary>The table that says how many requirements are met in which way.</summary>
    public IEnumerable<int> Numbers => from section in Sections
                                       where section.StartsWith("Conformity", StringComparison.Ordinal)
                                       from row in Row().Matches(section)
                                       let cells = row.Groups["cells"].Value.Split(" | ")
                                       where cells.All(cell => cell.All(char.IsAsciiDigit))
                                       from cell in cells
                                       select int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads a document.</summary>
    public static SecurityDocument Of(string text) => new(text);

    private IEnumerable<string> Rows(string heading, Regex first) =>
        from section in Sections
        where section.StartsWith(heading, StringComparison.Ordinal)
        from row in Row().Matches(section)
        let cell = first.Match(row.Groups["cells"].Value.Split(" | ")[0])
        where cell.Success
        select cell.Groups["id"].Value;

    [GeneratedRegex(@"^## (?:\d+\. )?", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (?<cells>.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^`(?<id>[a-z_]+)`$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?<id>S\d+)$")]
    private static partial Regex Threat();

    [GeneratedRegex(@"^(?<id>\d+\.\d+\.\d+)$")]
    private static partial Regex Requirement();
}
