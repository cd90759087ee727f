using System.Xml.Linq;
using Mono.Cecil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>Which project may refer to what.</summary>
public sealed class LayerTests
{
    private static readonly string[] ApplicationMayUse =
        ["Enterprise.Domain", "MediatR", "AutoMapper", "FluentValidation", "FluentValidation.DependencyInjectionExtensions",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
         "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Abstractions"];

    private static readonly string[] VerifiableLogMayUse =
        ["Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "Npgsql",
         "Microsoft.Extensions.DependencyInjection.Abstractions",
         "Microsoft.Extensions.Logging.Abstractions"];

    [Fact]
    public void Domain_refers_to_no_project_and_no_package() => AssertLayer(Product.Domain, IsForeignToDomain);

    [Fact]
    public void Application_refers_to_Domain_and_to_no_database_no_network_and_no_web() =>
        AssertLayer(Product.Application, IsForeignToApplication);

    [Fact]
    public void Infrastructure_refers_to_Application_and_Domain_and_to_no_web() =>
        AssertLayer(Product.Infrastructure, IsForeignToInfrastructure);

    [Fact]
    public void The_log_s_engine_refers_to_no_project_of_the_product_and_to_no_web() =>
        AssertLayer(Product.VerifiableLog, IsForeignToVerifiableLog);

    [Fact]
    public void Sandbox_refers_to_none_of_the_product() => AssertLayer(Product.Sandbox, IsProduct);

    [Fact]
    public void Nothing_of_the_product_refers_to_the_Sandbox() => Assert.All(Product.Shipped, module => AssertLayer(module, IsSandbox));

    [Theory]
    [InlineData("Enterprise.Application")]
    [InlineData("Newtonsoft.Json")]
    [InlineData("Microsoft.Extensions.Logging.Abstractions")]
    [InlineData("Systematic")]
    public void A_planted_reference_of_Domain_is_found(string reference) => AssertFound("Enterprise.Domain", reference, IsForeignToDomain);

    [Theory]
    [InlineData("Enterprise.Infrastructure")]
    [InlineData("Enterprise.Domains")]
    [InlineData("Enterprise.Web")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Net.Http.Json")]
    [InlineData("Microsoft.Extensions.Http")]
    [InlineData("Microsoft.AspNetCore.Http.Abstractions")]
    [InlineData("Microsoft.AspNetCore.App")]
    public void A_planted_reference_of_Application_is_found(string reference) =>
        AssertFound("Enterprise.Application", reference, IsForeignToApplication);

    [Theory]
    [InlineData("Enterprise.Web")]
    [InlineData("Enterprise.Sandbox")]
    [InlineData("Microsoft.AspNetCore.Mvc.Core")]
    [InlineData("Microsoft.AspNetCore.App")]
    public void A_planted_reference_of_Infrastructure_is_found(string reference) =>
        AssertFound("Enterprise.Infrastructure", reference, IsForeignToInfrastructure);

    [Theory]
    [InlineData("Enterprise.Domain")]
    [InlineData("Enterprise.Application")]
    [InlineData("Enterprise.Infrastructure")]
    [InlineData("Enterprise.Web")]
    [InlineData("MediatR")]
    [InlineData("Microsoft.AspNetCore.Http.Abstractions")]
    [InlineData("Microsoft.AspNetCore.App")]
    public void A_planted_reference_of_the_log_s_engine_is_found(string reference) =>
        AssertFound("Enterprise.VerifiableLog", reference, IsForeignToVerifiableLog);

    [Theory]
    [InlineData("Enterprise.Domain")]
    [InlineData("Enterprise.Web")]
    public void A_planted_reference_of_the_Sandbox_is_found(string reference) => AssertFound("Enterprise.Sandbox", reference, IsProduct);

    [Fact]
    public void A_planted_reference_to_the_Sandbox_is_found() => AssertFound("Enterprise.Web", "Enterprise.Sandbox", IsSandbox);

    [Fact]
    public void The_web_s_kit_alone_is_a_reference_to_the_web()
    {
        var project = Project.Of(Module("Enterprise.Infrastructure"), XDocument.Parse("<Project Sdk='Microsoft.NET.Sdk.Web' />"));
        Assert.Equal(["Enterprise.Infrastructure → Microsoft.AspNetCore.App"], Violations(project, IsForeignToInfrastructure));
    }

    /// <summary>The rule: the references of a project that are foreign to it.</summary>
    private static IEnumerable<string> Violations(Project project, Func<string, bool> isForeign) =>
        project.References.Where(isForeign).Order(StringComparer.Ordinal).Select(reference => $"{project.Name} → {reference}");

    private static bool IsForeignToDomain(string reference) => !IsFramework(reference);

    private static bool IsForeignToApplication(string reference) =>
        !ApplicationMayUse.Contains(reference) && (!IsFramework(reference) || Uses.IsOf(reference, "System.Net.Http"));

    private static bool IsForeignToInfrastructure(string reference) =>
        Uses.IsOf(reference, "Microsoft.AspNetCore")
            || (Uses.IsOf(reference, "Enterprise") && reference is not
                ("Enterprise.Application" or "Enterprise.Domain" or "Enterprise.VerifiableLog"));

    private static bool IsForeignToVerifiableLog(string reference) =>
        !IsFramework(reference) && !VerifiableLogMayUse.Any(library => Uses.IsOf(reference, library));

    private static bool IsProduct(string reference) => Uses.IsOf(reference, "Enterprise");

    private static bool IsSandbox(string reference) => reference == "Enterprise.Sandbox";

    private static bool IsFramework(string reference) => Uses.IsOf(reference, "System");

    private static void AssertLayer(ModuleDefinition module, Func<string, bool> isForeign)
    {
        var project = Product.ProjectOf(module);
        Assert.NotEmpty(project.References);
        Assert.Contains(module.Types, type => Uses.IsOf(type.FullName, project.Name));
        Assert.Empty(Violations(project, isForeign));
    }

    /// <summary>The reference is planted twice: in an assembly that uses it, and in a project's file whose assembly does not.</summary>
    private static void AssertFound(string project, string reference, Func<string, bool> isForeign)
    {
        var clean = XDocument.Parse("<Project Sdk='Microsoft.NET.Sdk' />");
        Assert.Empty(Violations(Project.Of(Module(project), clean), isForeign));

        Assert.Equal([$"{project} → {reference}"], Violations(Project.Of(Module(project, reference), clean), isForeign));
        foreach (var stated in new[] { $"<ProjectReference Include='../X/{reference}.csproj' />",
            $"<PackageReference Include='{reference}' />", $"<FrameworkReference Include='{reference}' />" })
        {
            var file = XDocument.Parse($"<Project Sdk='Microsoft.NET.Sdk'><ItemGroup>{stated}</ItemGroup></Project>");
            Assert.Equal([$"{project} → {reference}"], Violations(Project.Of(Module(project), file), isForeign));
        }
    }

    private static ModuleDefinition Module(string name, params string[] references)
    {
        var module = AssemblyDefinition.CreateAssembly(new(name, new Version(1, 0)), name, ModuleKind.Dll).MainModule;
        foreach (var reference in references.Append("System.Runtime"))
        {
            module.AssemblyReferences.Add(new(reference, new Version(1, 0)));
        }

        return module;
    }
}
