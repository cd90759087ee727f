using Mono.Cecil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>What may be used in one place only. The planted users stand in <c>Planted/Strays.cs</c>.</summary>
public sealed class PlaceTests
{
    private const string Composition = "Enterprise.Infrastructure.InfrastructureServices";

    private static readonly string[] Database = ["Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite"];
    private static readonly string[] Network = ["System.Net.Http.HttpClient", "System.Net.Http.IHttpClientFactory"];

    private const string Tenant = "Enterprise.Domain.Tenancy.TenantId";

    /// <summary>
    /// Authentication (validated token and its claims), the configuration's checks, the rows of the log, and what an operator
    /// types. No page or use case.
    /// </summary>
    private static readonly string[] TenantMakers =
    [
        Tenant, "Enterprise.Infrastructure.InsightsHub.Identity", "Enterprise.Infrastructure.InsightsHub.InsightsHubOptionsValidator",
        "Enterprise.Infrastructure.AccessLog.AccessSchema",
        "Enterprise.Infrastructure.AccessLog.Retention.RetentionOptions", "Enterprise.Application.AccessLog.Retention.LogScope",
        "Enterprise.Web.Commands", "Enterprise.Web.Security.HttpCaller", "Enterprise.Web.Shared.ApplicationOptions",
    ];

    private const string Recorder = "Enterprise.Application.AccessLog.Recording.AccessRecorder";

    /// <summary>The audit behaviour, the refusals of middleware, and the background run of a page.</summary>
    private static readonly string[] Recorders =
    [
        Recorder, "Enterprise.Application.AccessLog.Recording.AuditBehaviour`2",
        "Enterprise.Application.AccessLog.Recording.RefusalRecorder",
        "Enterprise.Application.AccessLog.Integrity.Verifications", "Enterprise.Application.ApplicationServices",
    ];

    [Fact]
    public void Web_uses_Infrastructure_in_its_composition_root_only() =>
        AssertOnlyIn(Uses.Users(Product.Web.Types, "Enterprise.Infrastructure"), "Enterprise.Web.Program");

    [Fact]
    public void The_database_is_used_by_the_log_s_engine_its_migrations_and_its_options_only() =>
        AssertOnlyIn(
            Uses.Users(Product.Types.Concat(Product.Sandbox.Types), Database),
            "Enterprise.VerifiableLog", "Enterprise.Infrastructure.AccessLog.Migrations",
            "Enterprise.Infrastructure.AccessLog.AccessLogOptions");

    [Fact]
    public void The_network_is_used_by_the_platform_s_adapter_only() =>
        AssertOnlyIn(Uses.Users(Product.Types, Network), "Enterprise.Infrastructure.InsightsHub", Composition);

    [Fact]
    public void The_token_is_revealed_by_the_platform_s_adapter_only() =>
        AssertOnlyIn(Uses.Callers(Product.Types, "Enterprise.Application.Tenancy.AccessToken", "Reveal"),
            "Enterprise.Infrastructure.InsightsHub");

    [Fact]
    public void Entries_are_recorded_by_the_use_cases_steps_only() => AssertOnlyIn(Uses.Users(Product.Types, Recorder), Recorders);

    [Theory]
    [InlineData("Parse")]
    [InlineData("TryParse")]
    public void A_tenant_is_made_at_the_door_by_the_configuration_and_by_the_store_only(string method) =>
        Assert.Empty(Strays(Uses.Callers(Product.Types, Tenant, method), TenantMakers));

    [Fact]
    public void A_planted_recorder_is_found() =>
        AssertFound(Uses.Users(Product.Planted, Recorder), ["RecordsElsewhere"], Recorders);

    [Fact]
    public void A_planted_maker_of_tenants_is_found() =>
        AssertFound(Uses.Callers(Product.Planted, Tenant, "Parse"), ["MakesATenant"], TenantMakers);

    [Fact]
    public void A_planted_use_of_Infrastructure_is_found() =>
        AssertFound(Uses.Users(Product.Planted, "Enterprise.Infrastructure"), ["ComposesElsewhere"], "Enterprise.Web.Program");

    [Fact]
    public void A_planted_use_of_the_database_is_found_wherever_it_hides() =>
        AssertFound(
            Uses.Users(Product.Planted, Database),
            ["DatabaseAsArray", "DatabaseAsAttribute", "DatabaseAsBase", "DatabaseInCatch", "DatabaseInConstraint", "DatabaseInLambda"],
            "Enterprise.Infrastructure.AccessLog");

    [Fact]
    public void A_planted_use_of_the_network_is_found_wherever_it_hides() =>
        AssertFound(
            Uses.Users(Product.Planted, Network),
            ["NetworkAsParameter", "NetworkInAsync", "NetworkInGeneric", "NetworkInIterator", "NetworkInNested", "NetworkInTypeOf"],
            "Enterprise.Infrastructure.InsightsHub", Composition);

    [Fact]
    public void A_planted_call_that_reveals_the_token_is_found_wherever_it_hides() =>
        AssertFound(
            Uses.Callers(Product.Planted, "Enterprise.Application.Tenancy.AccessToken", "Reveal"),
            ["RevealsAsDelegate", "RevealsInAsync", "RevealsInLambda", "RevealsPlainly"],
            "Enterprise.Infrastructure.InsightsHub");

    [Theory]
    [InlineData("Enterprise.Infrastructure.AccessLog", true)]
    [InlineData("Enterprise.Infrastructure.AccessLog.Writer", true)]
    [InlineData("Enterprise.Infrastructure.AccessLog/Writer", true)]
    [InlineData("Enterprise.Infrastructure.AccessLogs", false)]
    [InlineData("Enterprise.Infrastructure", false)]
    public void A_place_is_a_whole_name_and_not_the_beginning_of_one(string name, bool isIn) =>
        Assert.Equal(isIn, Uses.IsOf(name, "Enterprise.Infrastructure.AccessLog"));

    /// <summary>The rule: users that stand elsewhere.</summary>
    private static IEnumerable<string> Strays(IEnumerable<TypeDefinition> users, params string[] places) =>
        users.Select(user => user.FullName).Where(user => !places.Any(place => Uses.IsOf(user, place))).Order(StringComparer.Ordinal);

    private static void AssertOnlyIn(IReadOnlyList<TypeDefinition> users, params string[] places)
    {
        Assert.All(places, place => Assert.Contains(users, user => Uses.IsOf(user.FullName, place)));
        Assert.Empty(Strays(users, places));
    }

    private static void AssertFound(IReadOnlyList<TypeDefinition> users, string[] planted, params string[] places) =>
        Assert.Equal(planted.Select(name => $"Enterprise.Architecture.Tests.Planted.{name}"), Strays(users, places));
}
