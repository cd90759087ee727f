using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Control;

/// <summary>The people who can sign in.</summary>
internal static class PeopleEndpoints
{
    public static IResult List(SandboxOptions options) => Results.Json(People.All.Select(person => Show(person, options)));

    public static IResult Find(string id, SandboxOptions options) =>
        Lookup(id) is { } person ? Results.Json(Show(person, options))
            : ControlGuard.Problem(StatusCodes.Status404NotFound, $"There is no person '{id}'.");

    /// <summary>A person by id or user name.</summary>
    public static Person? Lookup(string? id) =>
        People.All.FirstOrDefault(person => person.UserId.ToString() == id
            || string.Equals(person.UserName, id, StringComparison.OrdinalIgnoreCase));

    private static object Show(Person person, SandboxOptions options) => new
    {
        id = person.UserId, person.Name, person.UserName, person.Tenant, person.Role, person.Subtenant,
            scopes = person.ScopesIn(options.AppName),
    };
}
