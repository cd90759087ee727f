using Mono.Cecil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>Controllers and operator commands send; a handler never does.</summary>
public sealed class MediatorTests
{
    private static readonly string[] Senders = ["MediatR.IMediator", "MediatR.Mediator"];

    [Fact]
    public void Only_controllers_operator_commands_and_the_registration_know_the_mediator()
    {
        var users = Uses.Users(Product.Types, Senders);
        Assert.Contains(users, IsController);
        Assert.Contains(users, IsCommand);
        Assert.Empty(Strays(users));
    }

    [Fact]
    public void No_handler_knows_the_mediator()
    {
        var handlers = Handlers(Product.Types);
        Assert.NotEmpty(handlers);
        Assert.Empty(SendingHandlers(handlers));
    }

    [Fact]
    public void Planted_senders_are_found() => Assert.Equal(
        ["NotReallyAController", "SendsFromElsewhere", "SendsFromHandler"],
        Strays(Uses.Users(Product.Planted, Senders)).Select(Short));

    [Fact]
    public void Planted_handlers_that_send_are_found() =>
        Assert.Equal(["LocatesFromHandler/Handler", "SendsFromHandler/Handler"], SendingHandlers(Handlers(Product.Planted)).Select(Short));

    /// <summary>The rule: users of the mediator that are neither a controller or command of the web nor the registration.</summary>
    private static IEnumerable<string> Strays(IEnumerable<TypeDefinition> users) =>
        users.Where(user => !IsController(user) && !IsCommand(user) && user.FullName != "Enterprise.Application.ApplicationServices")
            .Select(user => user.FullName).Order(StringComparer.Ordinal);

    /// <summary>The rule: handlers that could send, by a field, a parameter or in their code.</summary>
    private static IEnumerable<string> SendingHandlers(IEnumerable<TypeDefinition> handlers) =>
        Uses.Users(handlers, [.. Senders, "MediatR.ServiceFactory", "System.IServiceProvider"]).Select(handler => handler.FullName)
            .Order(StringComparer.Ordinal);

    private static TypeDefinition[] Handlers(IEnumerable<TypeDefinition> types) =>
        [.. types.SelectMany(Uses.WithNested).Where(type => type.Interfaces.Any(one => one.InterfaceType.Name == "IRequestHandler`2"))];

    private static bool IsController(TypeDefinition type)
    {
        var parent = type.BaseType;
        while (parent is TypeDefinition { BaseType: { } next })
        {
            parent = next;
        }

        return parent?.FullName == "Microsoft.AspNetCore.Mvc.Controller" && Uses.IsOf(type.Namespace, "Enterprise.Web");
    }

    private static bool IsCommand(TypeDefinition type) => Uses.IsOf(type.FullName, "Enterprise.Web.Commands");

    private static string Short(string name) => name["Enterprise.Architecture.Tests.Planted.".Length..];
}
