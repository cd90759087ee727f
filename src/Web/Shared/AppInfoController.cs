using System.Reflection;
using Enterprise.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Enterprise.Web.Shared;

/// <summary>What the platform's bar shows about the application.</summary>
public sealed class AppInfoController(IOptions<ApplicationOptions> application) : Controller
{
    private static readonly string Version = typeof(
        AppInfoController).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>
    /// Display name, version, copyright and links, in the form that the bar reads. Source: the bar's documentation and an application by
    /// its maker.
    /// </summary>
    /// <returns>The information; any signed-in user may read it.</returns>
    [Read("/app-info.json")]
    public IActionResult Info() => Json(new
    {
        displayName = application.Value.AppTitle,
        appVersion = Version,
        appCopyright = SharedTexts.AppInfo_Copyright,
        links = new Dictionary<string, object[]>(StringComparer.Ordinal) { ["default"] = SupportLinks },
    });

    private object[] SupportLinks => application.Value.Support switch
    {
        "" => [],
        var mail when mail.Contains('@', StringComparison.Ordinal) =>
            [new { type = "mail", name = SharedTexts.AppInfo_Support, value = mail }],
        var address => [new { type = "www", name = SharedTexts.AppInfo_Support, value = address }],
    };
}
