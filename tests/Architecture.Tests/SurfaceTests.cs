using System.Reflection;
using Enterprise.Architecture.Tests.Planted;
using Enterprise.Testing;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>What can be asked from outside: reading only, and with a role unless it is written here.</summary>
public sealed class SurfaceTests : World
{
    /// <summary>
    /// Health is for monitors without a token; what the bar shows about the application, and who is signed in, is for everybody who is.
    /// </summary>
    private static readonly string[] NeedNoRole = ["HealthController", "AppInfoController", "SessionController"];

    private static readonly string[] NeedNoToken = ["/health", "/health/live", "/health/ready"];

    [Fact]
    public void Every_action_reads_and_every_controller_states_its_role()
    {
        var controllers = typeof(Web.Program).Assembly.GetTypes().Where(IsController).ToList();
        Assert.Contains(controllers, controller => controller.Name == "AssetsController");
        Assert.NotEmpty(controllers.SelectMany(Actions));
        Assert.Empty(controllers.SelectMany(Violations));
        Assert.All(NeedNoRole, name => Assert.Contains(controllers, controller => controller.Name == name));
    }

    [Fact]
    public async Task The_built_application_answers_reading_only_and_without_a_token_for_health_only()
    {
        var endpoints = App.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.Contains(endpoints, endpoint => PathOf(endpoint) == "/");
        Assert.Empty(Changing(endpoints));
        Assert.Equal(NeedNoToken, Anonymous(endpoints));

        var closed = await App.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        Assert.Contains(closed!.Requirements, requirement => requirement is DenyAnonymousAuthorizationRequirement);
    }

    [Theory]
    [InlineData(typeof(ProperController))]
    [InlineData(typeof(PostsController), "PostsController.Change: HttpPostAttribute")]
    [InlineData(typeof(GetsController), "GetsController.Read: HttpGetAttribute")]
    [InlineData(typeof(RoutesController), "RoutesController.Anything: RouteAttribute", "RoutesController.Anything: no ReadAttribute")]
    [InlineData(typeof(HelpsController), "HelpsController.Help: no ReadAttribute")]
    [InlineData(typeof(OpenController), "OpenController: no RequiresAttribute")]
    [InlineData(typeof(HalfOpenController), "HalfOpenController: no RequiresAttribute")]
    public void A_planted_controller_is_found(Type controller, params string[] expected) => Assert.Equal(expected, Violations(controller));

    [Fact]
    public void A_planted_endpoint_is_found()
    {
        Endpoint[] endpoints = [Endpoint("/read", "GET", "HEAD"), Endpoint("/change", "GET", "POST"), Endpoint("/any"),
            Endpoint("/open", [new AllowAnonymousAttribute(), new HttpMethodMetadata(["GET"])])];
        Assert.Equal(["/any", "/change"], Changing(endpoints));
        Assert.Equal(["/open"], Anonymous(endpoints));
    }

    /// <summary>The rule for controllers.</summary>
    private static IEnumerable<string> Violations(Type controller)
    {
        foreach (var action in Actions(controller))
        {
            var attributes = action.GetCustomAttributes(inherit: true)
                .Where(attribute => attribute is IActionHttpMethodProvider or IRouteTemplateProvider).ToList();
            foreach (var attribute in attributes.Where(attribute => attribute is not ReadAttribute))
            {
                yield return $"{controller.Name}.{action.Name}: {attribute.GetType().Name}";
            }

            if (attributes.TrueForAll(attribute => attribute is not (ReadAttribute or HttpMethodAttribute)))
            {
                yield return $"{controller.Name}.{action.Name}: no {nameof(ReadAttribute)}";
            }
        }

        if (!NeedNoRole.Contains(controller.Name) && !controller.IsDefined(typeof(RequiresAttribute)) && !Actions(controller)
            .All(action => action.IsDefined(typeof(RequiresAttribute))))
        {
            yield return $"{controller.Name}: no {nameof(RequiresAttribute)}";
        }
    }

    /// <summary>The rule for endpoints: those that answer another method than GET and HEAD, or any.</summary>
    private static IEnumerable<string> Changing(IEnumerable<Endpoint> endpoints) =>
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods
            || methods.Except(["GET", "HEAD"]).Any())
            .Select(PathOf).Order(StringComparer.Ordinal);

    /// <summary>The rule for endpoints: those that need no token.</summary>
    private static IEnumerable<string> Anonymous(IEnumerable<Endpoint> endpoints) =>
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(PathOf).Distinct()
            .Order(StringComparer.Ordinal);

    private static bool IsController(Type type) => type.IsAssignableTo(typeof(ControllerBase)) && !type.IsAbstract;

    private static IEnumerable<MethodInfo> Actions(Type controller) => controller.GetMethods(BindingFlags.Instance | BindingFlags.Public)
        .Where(method => method is { IsSpecialName: false, DeclaringType: { } from } && from.Assembly != typeof(ControllerBase).Assembly
            && from.Assembly != typeof(Controller).Assembly && from != typeof(object) && !method.IsDefined(typeof(NonActionAttribute)));

    private static string PathOf(Endpoint endpoint) => endpoint is RouteEndpoint route ? "/" + route.RoutePattern.RawText!.TrimStart('/')
        : endpoint.DisplayName ?? "?";

    private static RouteEndpoint Endpoint(string path, params string[] methods) =>
        Endpoint(path, methods.Length == 0 ? [] : [new HttpMethodMetadata(methods)]);

    private static RouteEndpoint Endpoint(string path, object[] metadata) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0, new EndpointMetadataCollection(metadata), path);
}
