using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>Files stay readable in one go.</summary>
public sealed class SizeTests
{
    private const int Most = 220;
    private const int MostOfProgram = 70;

    [Fact]
    public void No_file_is_longer_than_220_lines_and_the_web_s_Program_than_70()
    {
        var files = Product.Files("src", ".cs", ".cshtml", ".css", ".js", ".csproj", ".targets");
        Assert.Contains(files, file => file.Path == "src/Web/Program.cs");
        Assert.Contains(files, file => file.Path == "src/Web/wwwroot/css/app.css");
        Assert.Empty(TooLong(files));
    }

    [Theory]
    [InlineData("src/Web/Planted.cs", 220, false)]
    [InlineData("src/Web/Planted.cs", 221, true)]
    [InlineData("src/Web/Program.cs", 70, false)]
    [InlineData("src/Web/Program.cs", 71, true)]
    [InlineData("src/Sandbox/Program.cs", 71, false)]
    [InlineData("src/Infrastructure/AccessLog/Migrations/Sqlite/Planted.cs", 221, false)]
    public void A_planted_file_is_found(string path, int lines, bool isTooLong) => Assert.Equal(
        isTooLong ? [$"{path}: {lines}"] : [], TooLong([new(path, string.Concat(Enumerable.Repeat("line\n", lines)))]));

    /// <summary>The rule; migrations are generated.</summary>
    private static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        let lines = file.Text.TrimEnd('\n').Split('\n').Length
        where !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
            && lines > (file.Path == "src/Web/Program.cs" ? MostOfProgram : Most)
        select $"{file.Path}: {lines}";
}
