using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>Lines end at 140 characters, as .editorconfig says; no editor or compiler enforces it.</summary>
public sealed class LineLengthTests
{
    private const int Most = 140;

    /// <summary>Folders and kinds of files with longer lines. Remove an entry once its files fit; the list never grows.</summary>
    private static readonly string[] NotYetConverted =
    [
        ".cshtml", "tests/Benchmarks/", "tests/Endurance/", "tests/Infrastructure.Tests/",
    ];

    private static readonly IReadOnlyList<SourceFile> Files =
        [.. new[] { "src", "tests" }.SelectMany(folder => Product.Files(folder, ".cs", ".cshtml"))];

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        var checkedFiles = Files.Where(file => !NotYetConverted.Any(entry => Covers(entry, file))).ToList();
        Assert.Contains(checkedFiles, file => file.Path == "src/Web/Program.cs");
        Assert.Contains(checkedFiles, file => file.Path == "src/Application/Assets/ListAssets.cs");
        Assert.Contains(checkedFiles, file => file.Path == "tests/Web.Tests/MainJob/MainJobTests.cs");
        Assert.Empty(TooLong(checkedFiles));
    }

    [Fact]
    public void Every_entry_of_the_list_is_still_needed() =>
        Assert.All(NotYetConverted, entry => Assert.NotEmpty(TooLong(Files.Where(file => Covers(entry, file)))));

    [Theory]
    [InlineData(140, false)]
    [InlineData(141, true)]
    public void A_planted_line_is_found(int length, bool isTooLong) => Assert.Equal(
        isTooLong ? [$"src/Web/Planted.cs:2: {length}"] : [],
        TooLong([new("src/Web/Planted.cs", $"short\n{new string('x', length)}\r\nshort\n")]));

    private static bool Covers(string entry, SourceFile file) =>
        entry.EndsWith('/') ? file.Path.StartsWith(entry, StringComparison.Ordinal) : file.Path.EndsWith(entry, StringComparison.Ordinal);

    /// <summary>The rule; generated migrations are exempt.</summary>
    private static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        from line in file.Text.Split('\n').Select((text, index) => (Number: index + 1, text.TrimEnd('\r').Length))
        where line.Length > Most
        select $"{file.Path}:{line.Number}: {line.Length}";
}
