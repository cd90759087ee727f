using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>What docs/security.md says is there: each test that it cites, each code that it explains, and nothing is left out.</summary>
public sealed partial class SecurityDocumentTests
{
    /// <summary>The requirements of OWASP ASVS 5.0.0 that apply to an application of this kind.</summary>
    private const string Applicable =
        "1.1.1 1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.9 1.2.10 1.3.3 1.3.6 1.3.10 1.3.12 1.4.2 1.4.3 1.5.2 1.5.3 2.1.1 2.1.2 2.1.3 2.2.1 "
        + "2.2.2 2.2.3 "
        + "2.3.3 2.4.1 3.2.1 3.2.2 3.3.1 3.3.2 3.3.3 3.3.4 3.3.5 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.7 3.4.8 3.5.1 3.5.3 3.5.7 "
            + "3.5.8 3.6.1 "
        + "3.7.1 3.7.2 4.1.1 4.1.2 4.1.3 4.1.4 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 5.4.1 5.4.2 6.3.4 6.8.1 6.8.2 6.8.4 7.1.3 7.2.1 7.2.2 "
            + "7.4.1 7.4.4 "
        + "7.6.1 8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 8.3.3 8.4.1 9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4 10.1.1 10.3.1 10.3.2 "
            + "10.3.3 "
        + "10.3.4 10.3.5 11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.4.1 11.4.3 11.5.1 11.6.1 12.1.1 12.1.2 12.2.1 12.3.1 12.3.2 12.3.3 "
            + "12.3.4 13.1.1 "
        + "13.1.2 13.1.3 13.1.4 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.2.6 13.3.1 13.3.2 13.3.4 13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 "
            + "13.4.6 13.4.7 "
        + "14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.2.4 14.2.5 14.2.6 14.2.7 14.3.1 14.3.2 14.3.3 15.1.1 15.1.2 15.1.3 15.1.4 15.1.5 "
            + "15.2.1 15.2.2 "
        + "15.2.3 15.2.4 15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.7 15.4.1 15.4.2 15.4.3 15.4.4 16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 "
            + "16.2.5 16.3.1 "
        + "16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 16.5.4";

    /// <summary>Where codes of refusals are written.</summary>
    private static readonly string[] CodeHolders =
        ["Enterprise.Web.Errors.Refusals", "Enterprise.Application.Assets.AssetCatalogException", "Enterprise.Web.Shared.PageController"];

    [Fact]
    public void Every_test_that_is_cited_exists()
    {
        var tests = Product.Files("tests", ".cs");
        Assert.Contains(nameof(Every_test_that_is_cited_exists), Tests(tests));
        Assert.Contains("SecurityDocumentTests.A_planted_citation_is_found", Tests(tests));
        Assert.DoesNotContain("Tests", Tests(tests));
        Assert.True(SecurityDocument.Own.Evidence.SelectMany(row => Citations(row.Text)).Distinct().Count() > 50,
            "The rule sees the citations.");
        Assert.Empty(Invented(SecurityDocument.Own, tests));
    }

    [Fact]
    public void A_planted_citation_is_found()
    {
        SourceFile[] tests =
        [
            new("tests/A/ATests.cs",
                "public sealed class ATests\n{\n    [Fact]\n    public void It_is_there()\n    {\n    }\n\n    public void "
                + "It_is_no_test()\n    {\n    }\n}\n"),
        ];
        Assert.Empty(Invented(Document("Threats", "| S1 | x | `It_is_there`, `ATests.It_is_there` |"), tests));
        Assert.Equal(["S1: It_is_invented"], Invented(Document("Threats", "| S1 | x | `It_is_there`, `It_is_invented` |"), tests));
        Assert.Equal(["S2: BTests.It_is_there"], Invented(Document("Threats", "| S2 | x | `BTests.It_is_there` |"), tests));
        Assert.Equal(["1.2.3: It_is_no_test"], Invented(Document("Conformity", "| 1.2.3 | x | y | `It_is_no_test` |"), tests));
    }

    [Fact]
    public void Every_code_of_a_refusal_stands_in_the_catalogue_and_no_other()
    {
        var holders = Product.Types.Where(type => CodeHolders.Contains(type.FullName, StringComparer.Ordinal)).ToList();
        Assert.Equal(CodeHolders.Length, holders.Count);
        var codes = holders.SelectMany(Codes).Distinct(StringComparer.Ordinal).ToList();
        Assert.Superset(new HashSet<string>(["no_token", "role_missing", "platform_slow", "invalid_query", "unexpected"]),
            codes.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(Differences(codes, SecurityDocument.Own.Codes));
    }

    [Fact]
    public void A_planted_code_is_found()
    {
        var codes = Codes(Product.Planted.Single(type => type.Name == "Codes")).ToList();
        Assert.Equal(["planted", "planted_code", "planted_in_lambda"], codes.Order(StringComparer.Ordinal));
        var document = Document("Refusals",
            "| `planted` | 401 | x | y |\n| `planted_code` | 401 | x | y |\n| `planted` | 401 | x | y |\n| `stale` | 401 | x | y |");
        Assert.Equal(["planted: 2 rows", "planted_in_lambda: 0 rows", "stale: not expected"], Differences(codes, document.Codes));
    }

    [Fact]
    public void Every_requirement_and_every_threat_has_one_row()
    {
        Assert.Equal(173, Applicable.Split(' ').Length);
        Assert.Empty(Differences(Applicable.Split(' '), SecurityDocument.Own.Requirements));
        Assert.Empty(Differences(Enumerable.Range(1, 30).Select(number => $"S{number}"), SecurityDocument.Own.Threats));
    }

    [Fact]
    public void A_planted_row_is_found()
    {
        var document = Document("Conformity", "| 1.1.1 | x | y | z |\n| 1.1.2 | x | y | z |\n| 1.1.1 | x | y | z |\n| 9.9.9 | x | y | z |");
        Assert.Equal(["1.1.1: 2 rows", "1.2.1: 0 rows", "9.9.9: not expected"],
            Differences(["1.1.1", "1.1.2", "1.2.1"], document.Requirements));
    }

    [Fact]
    public void Every_row_says_a_test_or_why_there_is_none() => Assert.Empty(Silent(SecurityDocument.Own));

    [Theory]
    [InlineData("`It_is_there`", false)]
    [InlineData("by construction: there is no cookie", false)]
    [InlineData("deviation: the platform's key is short", false)]
    [InlineData("document: section 6.1", false)]
    [InlineData("not yet: it is not built", true)]
    [InlineData("deviation", true)]
    [InlineData("yes", true)]
    [InlineData("", true)]
    public void A_planted_silence_is_found(string evidence, bool isSilent) =>
        Assert.Equal(isSilent ? ["1.1.1"] : [], Silent(Document("Conformity", $"| 1.1.1 | x | y | {evidence} |")));

    [Fact]
    public void The_table_of_numbers_counts_what_is_there() => Assert.Equal(Counted(SecurityDocument.Own), SecurityDocument.Own.Numbers);

    [Fact]
    public void A_planted_number_is_seen()
    {
        var document = Document(
            "Conformity", "| met, with a test | all |\n|---|---|\n| 1 | 0 | 0 | 2 | 0 | 0 | 3 |\n\n| 1.1.1 | x | y | `It` |\n| 1.1.2 | "
            + "x | y | deviation: z |\n| 1.1.3 | x | y | by construction: z |");
        Assert.Equal([1, 0, 0, 2, 0, 0, 3], document.Numbers);
        Assert.Equal([1, 1, 0, 1, 0, 0, 3], Counted(document));
    }

    /// <summary>
    /// The rule for numbers: how many requirements each kind of evidence has, in the order of the table's columns, and all.
    /// </summary>
    private static IEnumerable<int> Counted(SecurityDocument document)
    {
        var evidence = document.Evidence.Where(row => row.Id[0] != 'S').Select(row => row.Text).ToList();
        string[] words = ["by construction:", "document:", "deviation:", "operator:", "gateway:"];
        int[] counts = [.. words.Select(word => evidence.Count(text => text.StartsWith(word, StringComparison.Ordinal)))];
        return [evidence.Count - counts.Sum(), .. counts, evidence.Count];
    }

    /// <summary>The rule for citations: what stands between backticks is a test, by its name or by its class and name.</summary>
    private static IEnumerable<string> Invented(SecurityDocument document, IEnumerable<SourceFile> tests)
    {
        var known = Tests(tests);
        return from row in document.Evidence from name in Citations(row.Text) where !known.Contains(name) select $"{row.Id}: {name}";
    }

    /// <summary>The rule for lists: each one expected stands there once, and no other.</summary>
    private static IEnumerable<string> Differences(IEnumerable<string> expected, IEnumerable<string> rows)
    {
        var found = rows.GroupBy(row => row, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var wanted = expected.ToHashSet(StringComparer.Ordinal);
        return wanted.Where(one => found.GetValueOrDefault(one) != 1).Select(one => $"{one}: {found.GetValueOrDefault(one)} rows")
            .Concat(found.Keys.Where(one => !wanted.Contains(one)).Select(one => $"{one}: not expected")).Order(StringComparer.Ordinal);
    }

    /// <summary>The rule for evidence: a test, or a known word and a reason.</summary>
    private static IEnumerable<string> Silent(SecurityDocument document) =>
        document.Evidence.Where(row => !Citations(row.Text).Any() && !Reason().IsMatch(row.Text)).Select(row => row.Id);

    /// <summary>Texts of a type's code that have the form of a code.</summary>
    private static IEnumerable<string> Codes(TypeDefinition type) =>
        Uses.WithNested(type).SelectMany(part => part.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Where(step => step.OpCode == OpCodes.Ldstr).Select(step => (string)step.Operand).Where(text => CodeForm().IsMatch(text))
                .Distinct(StringComparer.Ordinal);

    private static HashSet<string> Tests(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           from test in Test().Matches(file.Text)
           let name = test.Groups["name"].Value
           from known in (string[])[name, $"{Path.GetFileNameWithoutExtension(file.Path)}.{name}"]
           select known,
    ];

    private static IEnumerable<string> Citations(string evidence) =>
        Citation().Matches(evidence).Select(match => match.Groups["name"].Value);

    private static SecurityDocument Document(string heading, string rows) =>
        SecurityDocument.Of($"# Security\n\n## 1. {heading}\n\n{rows}\n");

    [GeneratedRegex(@"\]\s*\n\s*public (?:async Task|Task|void) (?<name>\w+)\(")]
    private static partial Regex Test();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Citation();

    [GeneratedRegex("^(?:by construction|document|deviation|operator|gateway): .")]
    private static partial Regex Reason();

    [GeneratedRegex("^[a-z]+(?:_[a-z]+)*$")]
    private static partial Regex CodeForm();
}
