using System.Reflection;
using Enterprise.Application;
using Enterprise.Architecture.Tests.Planted;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>A use case is one static class with its query or command, validator and handler, and all of them are registered.</summary>
public sealed class UseCaseTests
{
    [Fact]
    public void Every_use_case_has_the_one_shape_and_is_registered()
    {
        var types = Product.Shipped.SelectMany(module => Assembly.Load(module.Assembly.FullName).GetTypes()).ToList();
        Assert.Contains(types, type => IsQuery(type));
        Assert.Contains(types, type => IsHandler(type));
        Assert.Contains(types, type => IsValidatorOfQuery(type));

        var services = new ServiceCollection().AddApplication(mapperLicence: null);
        Assert.Empty(Violations(types, services.Select(service => service.ServiceType).ToHashSet()));
    }

    [Theory]
    [InlineData(typeof(Proper))]
    [InlineData(typeof(WithoutHandler), "WithoutHandler.Query: no handler is registered")]
    [InlineData(typeof(WithoutValidator), "WithoutValidator.Query: can be set and no validator is registered")]
    [InlineData(typeof(WithOpenHandler), "WithOpenHandler.Handler: is not internal and sealed")]
    [InlineData(typeof(WithPublicValidator), "WithPublicValidator.Validator: is not internal and sealed")]
    [InlineData(typeof(NotStatic), "NotStatic.Query: is not a public Query or Command in a static class",
        "NotStatic.Handler: is not nested as Handler in a static class")]
    [InlineData(typeof(LooseHandler), "LooseHandler: is not nested as Handler in a static class",
        "LooseHandler: is not internal and sealed")]
    [InlineData(typeof(Loose), "Loose: is not a public Query or Command in a static class", "Loose: no handler is registered")]
    public void A_planted_fault_is_found(Type useCase, params string[] expected)
    {
        ArgumentNullException.ThrowIfNull(useCase);
        Type[] types = [useCase, .. useCase.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)];
        var ports = types.SelectMany(type => type.GetInterfaces()).ToHashSet();
        Assert.Equal(expected.Order(StringComparer.Ordinal), Violations(types, ports).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_handler_that_was_forgotten_at_registration_is_found() => Assert.Equal(
        ["Proper.Query: can be set and no validator is registered", "Proper.Query: no handler is registered"],
        Violations([typeof(Proper.Query), typeof(Proper.Validator), typeof(Proper.Handler)], []).Order(StringComparer.Ordinal));

    /// <summary>The rule.</summary>
    private static IEnumerable<string> Violations(IReadOnlyCollection<Type> types, HashSet<Type> registered)
    {
        foreach (var query in types.Where(IsQuery))
        {
            if (query is not { Name: "Query" or "Command", IsNestedPublic: true, DeclaringType: { IsAbstract: true, IsSealed: true } })
            {
                yield return $"{Name(query)}: is not a public Query or Command in a static class";
            }

            var result = PortOf(query, typeof(IRequest<>))!.GetGenericArguments()[0];
            if (!registered.Contains(typeof(IRequestHandler<,>).MakeGenericType(query, result)))
            {
                yield return $"{Name(query)}: no handler is registered";
            }

            var canBeSet = query.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Any(property => property.CanWrite);
            if (canBeSet && !registered.Contains(typeof(IValidator<>).MakeGenericType(query)))
            {
                yield return $"{Name(query)}: can be set and no validator is registered";
            }
        }

        foreach (var (part, role) in types.Where(IsHandler).Select(type => (type, "Handler"))
            .Concat(types.Where(IsValidatorOfQuery).Select(type => (type, "Validator"))))
        {
            if (part.Name != role || part.DeclaringType is not { IsAbstract: true, IsSealed: true })
            {
                yield return $"{Name(part)}: is not nested as {role} in a static class";
            }

            if (part is not { IsNestedAssembly: true, IsSealed: true })
            {
                yield return $"{Name(part)}: is not internal and sealed";
            }
        }
    }

    private static bool IsQuery(Type type) => type.IsClass && PortOf(type, typeof(IRequest<>)) is not null;

    private static bool IsHandler(Type type) => type.IsClass && PortOf(type, typeof(IRequestHandler<,>)) is not null;

    private static bool IsValidatorOfQuery(Type type) => type.IsClass && PortOf(type, typeof(IValidator<>)) is { } port
        && IsQuery(port.GetGenericArguments()[0]);

    private static Type? PortOf(Type type, Type port) =>
        type.GetInterfaces().FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == port);

    private static string Name(Type type) => type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name;
}
