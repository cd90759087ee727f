using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>A namespace is its folder, and an assembly is named after its project's folder.</summary>
public sealed partial class FolderTests
{
    [Fact]
    public void Every_file_s_namespace_is_its_folder()
    {
        var files = Product.Files("src", ".cs").Concat(Product.Files("tests", ".cs")).ToList();
        Assert.Contains(files, file => file.Path == "src/Web/Program.cs");
        Assert.Contains(files, file => file.Path == "tests/Architecture.Tests/FolderTests.cs");
        Assert.Empty(Violations(files));
    }

    [Fact]
    public void Every_project_is_named_after_its_folder()
    {
        var projects = Product.Files("src", ".csproj").Concat(Product.Files("tests", ".csproj")).ToList();
        Assert.Contains(projects, file => file.Path == "src/Web/Enterprise.Web.csproj");
        Assert.Empty(MisnamedProjects(projects));
    }

    [Fact]
    public void Every_type_of_an_assembly_stands_in_the_namespace_of_its_assembly()
    {
        Assert.All(Product.Shipped.Append(Product.Sandbox), module =>
            Assert.Contains(module.Types, type => Uses.IsOf(type.Namespace, module.Assembly.Name.Name)));
        Assert.Empty(Product.Shipped.Append(Product.Sandbox).SelectMany(Homeless));
    }

    [Theory]
    [InlineData("src/Web/Assets/Planted.cs", "namespace Enterprise.Web.Assets;", null)]
    [InlineData("src/Web/Assets/Planted.cs", "namespace Enterprise.Web.Assets\n{\n}", null)]
    [InlineData("src/Web/Assets/Planted.cs", "namespace Enterprise.Web;", "src/Web/Assets/Planted.cs: Enterprise.Web")]
    [InlineData("src/Web/Planted.cs", "namespace Enterprise.Web.Assets;", "src/Web/Planted.cs: Enterprise.Web.Assets")]
    [InlineData("src/Web/Planted.cs", "namespace Web;", "src/Web/Planted.cs: Web")]
    [InlineData("tests/Web.Tests/Authentication/Planted.cs", "namespace Enterprise.Web.Tests;",
        "tests/Web.Tests/Authentication/Planted.cs: Enterprise.Web.Tests")]
    [InlineData("src/Domain/Planted.cs", "public sealed class Planted;", "src/Domain/Planted.cs: none")]
    [InlineData("src/Domain/Planted.cs", "// namespace Enterprise.Domain;\nnamespace Other;", "src/Domain/Planted.cs: Other")]
    [InlineData("src/Domain/Planted.cs", "namespace Enterprise.Domain { }\nnamespace Other { }",
        "src/Domain/Planted.cs: Enterprise.Domain, Other")]
    [InlineData("tests/Benchmarks/Planted.cs", "System.Console.WriteLine();", null)]
    [InlineData("tests/Benchmarks/Planted.cs", "internal static class StartupHook;", null)]
    [InlineData("tests/Benchmarks/Planted.cs", "internal static class StartupHooks;", "tests/Benchmarks/Planted.cs: none")]
    public void A_planted_namespace_is_found(string path, string text, string? violation) =>
        Assert.Equal(violation is null ? [] : [violation], Violations([new(path, text)]));

    [Theory]
    [InlineData("src/Web/Enterprise.Web.csproj", "<Project/>", null)]
    [InlineData("src/Web/Web.csproj", "<Project/>", "src/Web/Web.csproj")]
    [InlineData("src/Web/Parts/Enterprise.Web.csproj", "<Project/>", "src/Web/Parts/Enterprise.Web.csproj")]
    [InlineData("src/Web/Enterprise.Web.csproj", "<Project><PropertyGroup><AssemblyName>Site</AssemblyName></PropertyGroup></Project>",
        "src/Web/Enterprise.Web.csproj")]
    [InlineData("src/Web/Enterprise.Web.csproj", "<Project><PropertyGroup><RootNamespace>Site</RootNamespace></PropertyGroup></Project>",
        "src/Web/Enterprise.Web.csproj")]
    public void A_planted_project_is_found(string path, string text, string? violation) =>
        Assert.Equal(violation is null ? [] : [violation], MisnamedProjects([new(path, text)]));

    [Fact]
    public void A_planted_type_of_another_namespace_is_found()
    {
        var module = AssemblyDefinition.CreateAssembly(
            new("Enterprise.Web", new Version(1, 0)), "Enterprise.Web", ModuleKind.Dll).MainModule;
        module.Types.Add(new("Enterprise.Web.Assets", "Home", TypeAttributes.Public));
        module.Types.Add(new("Enterprise.Webs", "Planted", TypeAttributes.Public));
        Assert.Equal(["Enterprise.Webs.Planted"], Homeless(module));
    }

    /// <summary>The rule for files.</summary>
    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        let stated = Namespace().Matches(file.Text).Select(match => match.Groups["name"].Value).ToList()
        let folder = "Enterprise." + string.Join('.', file.Path.Split('/')[1..^1])
        where stated.Count == 0 ? TypeAtLineStart().IsMatch(file.Text) : stated.Exists(name => name != folder)
        select $"{file.Path}: {(stated.Count == 0 ? "none" : string.Join(", ", stated))}";

    /// <summary>
    /// The rule for projects: the name of the file is the name of the assembly and of the root namespace, unless the file says otherwise.
    /// </summary>
    private static IEnumerable<string> MisnamedProjects(IEnumerable<SourceFile> projects) =>
        from project in projects
        where project.Path.Split('/') is not [_, var folder, var name] || name != $"Enterprise.{folder}.csproj"
            || project.Text.Contains("<AssemblyName>", StringComparison.Ordinal)
            || project.Text.Contains("<RootNamespace>", StringComparison.Ordinal)
        select project.Path;

    /// <summary>The rule for assemblies; what compilers and frameworks generate stands in namespaces of their own.</summary>
    private static IEnumerable<string> Homeless(ModuleDefinition module) =>
        from type in module.Types
        where Uses.IsOf(type.Namespace, "Enterprise") || type.Namespace.StartsWith("Enterprise", StringComparison.Ordinal)
        where !Uses.IsOf(type.Namespace, module.Assembly.Name.Name)
        select type.FullName;

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    /// <summary>The runtime demands StartupHook without a namespace.</summary>
    [GeneratedRegex(
        @"^(?:public|internal|file|sealed|static|abstract|partial|readonly|\s)*(?:class|record|struct|interface|enum)"
        + @"\s+(?!StartupHook\b)\w",
        RegexOptions.Multiline)]
    private static partial Regex TypeAtLineStart();
}
