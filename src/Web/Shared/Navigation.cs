using System.Security.Claims;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Security;

namespace Enterprise.Web.Shared;

/// <summary>The pages that a user's roles open, in the order of the tabs.</summary>
internal static class Navigation
{
    private static readonly Tab[] Tabs =
    [
        new("Assets", "/", AppRole.User),
        new("Access log", "/access-log", AppRole.Auditor),
        new("Status", "/status", AppRole.Operator),
    ];

    /// <summary>The tabs of a user.</summary>
    public static IEnumerable<Tab> TabsOf(ClaimsPrincipal user) => Tabs.Where(tab => user.Has(tab.Role));

    /// <summary>The path that answers for <c>/</c>: the assets, or the first page that the user's roles open.</summary>
    public static string LandingOf(ClaimsPrincipal user) => TabsOf(user).Select(tab => tab.Path).FirstOrDefault("/");

    /// <summary>A tab.</summary>
    /// <param name="Title">Its title.</param>
    /// <param name="Path">Where it leads.</param>
    /// <param name="Role">The role that opens it.</param>
    internal sealed record Tab(string Title, string Path, AppRole Role);
}
