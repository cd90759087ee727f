using System.Security.Claims;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Resources;
using Enterprise.Web.Security;

namespace Enterprise.Web.Shared;

/// <summary>The pages that a user's roles open, in the order of the tabs.</summary>
internal static class Navigation
{
    public const string Assets = "/";
    public const string AccessLog = "/access-log";
    public const string Status = "/status";

    private static readonly Tab[] Tabs =
    [
        new(() => SharedTexts.Tab_Assets, Assets, AppRole.User),
        new(() => SharedTexts.Tab_AccessLog, AccessLog, AppRole.Auditor),
        new(() => SharedTexts.Tab_Status, Status, AppRole.Operator),
    ];

    /// <summary>The tabs of a user.</summary>
    public static IEnumerable<Tab> TabsOf(ClaimsPrincipal user) => Tabs.Where(tab => user.Has(tab.Role));

    /// <summary>The path that answers for <c>/</c>: the assets, or the first page that the user's roles open.</summary>
    public static string LandingOf(ClaimsPrincipal user) => TabsOf(user).Select(tab => tab.Path).FirstOrDefault("/");

    /// <summary>A tab.</summary>
    /// <param name="Title">Its title, in the reader's language.</param>
    /// <param name="Path">Where it leads.</param>
    /// <param name="Role">The role that opens it.</param>
    internal sealed record Tab(Func<string> Title, string Path, AppRole Role);
}
