using System.Xml.Linq;
using Enterprise.Testing;
using Mono.Cecil;

namespace Enterprise.Architecture.Tests;

/// <summary>What the rules are about: the assemblies as they were built, and the files that they were built from.</summary>
internal static class Product
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "lib"];

    public static ModuleDefinition Domain { get; } = Read(typeof(Enterprise.Domain.Assets.Asset));

    public static ModuleDefinition VerifiableLog { get; } = Read(typeof(Enterprise.VerifiableLog.LogSchema));

    public static ModuleDefinition Application { get; } = Read(typeof(Enterprise.Application.ApplicationServices));

    public static ModuleDefinition Infrastructure { get; } = Read(typeof(Enterprise.Infrastructure.InfrastructureServices));

    public static ModuleDefinition Web { get; } = Read(typeof(Enterprise.Web.Program));

    public static ModuleDefinition Sandbox { get; } = Read(typeof(Enterprise.Sandbox.Program));

    /// <summary>What is shipped: everything under src but the Sandbox.</summary>
    public static IReadOnlyList<ModuleDefinition> Shipped { get; } = [Domain, VerifiableLog, Application, Infrastructure, Web];

    /// <summary>The types of the product as they stand in their files: nested ones belong to the one around them.</summary>
    public static IReadOnlyList<TypeDefinition> Types { get; } = [.. Shipped.SelectMany(module => module.Types)];

    /// <summary>The planted violations of this project.</summary>
    public static IReadOnlyList<TypeDefinition> Planted { get; } =
        [.. Read(typeof(Product)).Types.Where(type => type.Namespace == "Enterprise.Architecture.Tests.Planted")];

    /// <summary>A project of the solution: its assembly's references and those that its file states.</summary>
    public static Project ProjectOf(ModuleDefinition module)
    {
        var folder = module.Assembly.Name.Name["Enterprise.".Length..];
        return Project.Of(module,
            XDocument.Load(Path.Combine(EnterpriseHost.RepositoryRoot, "src", folder, $"Enterprise.{folder}.csproj")));
    }

    /// <summary>The files under a folder that are ours, with paths from the root of the repository.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder, params string[] endings) =>
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(EnterpriseHost.RepositoryRoot, folder), "*", SearchOption.AllDirectories)
           let relative = Path.GetRelativePath(EnterpriseHost.RepositoryRoot, path).Replace('\\', '/')
           where !relative.Split('/').Any(NotOurs.Contains) && endings.Any(ending => relative.EndsWith(ending, StringComparison.Ordinal))
           select new SourceFile(relative, File.ReadAllText(path)),
    ];

    private static ModuleDefinition Read(Type type) => ModuleDefinition.ReadModule(type.Assembly.Location);
}

/// <summary>A file.</summary>
/// <param name="Path">Its path from the root of the repository, with slashes.</param>
/// <param name="Text">What is in it.</param>
internal sealed record SourceFile(string Path, string Text);

/// <summary>A project with the names of everything that it refers to.</summary>
internal sealed record Project(string Name, IReadOnlySet<string> References)
{
    /// <summary>The compiler leaves out of an assembly what is not used, so that the project's file counts as well.</summary>
    public static Project Of(ModuleDefinition module, XDocument file)
    {
        var stated = from reference in file.Descendants()
                     where (string?)reference.Attribute("ReferenceOutputAssembly") != "false" // Built together, not referenced.
                     where reference.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference" or "Reference"
                     let name = (string)reference.Attribute("Include")!
                     select reference.Name.LocalName == "ProjectReference" ? Path.GetFileNameWithoutExtension(name.Replace('\\', '/'))
                         : name;
        var web = (string?)file.Root!.Attribute("Sdk") == "Microsoft.NET.Sdk.Web" ? "Microsoft.AspNetCore.App" : null;
        return new(module.Assembly.Name.Name, module.AssemblyReferences.Select(reference => reference.Name).Concat(stated).Append(web)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal));
    }
}
