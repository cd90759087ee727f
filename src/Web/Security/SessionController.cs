using Enterprise.Application.Tenancy;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Security;

/// <summary>
/// Tells a page whether, and as whom, its reader is still signed in. The session itself is the platform's: nothing is kept here.
/// </summary>
public sealed class SessionController(ICaller caller) : Controller
{
    /// <summary>Who is signed in at this moment.</summary>
    /// <returns>The user; to a script without a valid token 401 as <c>problem+json</c>, never a redirect.</returns>
    [Read("/session")]
    public IActionResult Now()
    {
        Response.Headers.CacheControl = "no-store";
        return Json(new { reader = Mark(caller) });
    }

    /// <summary>The mark of the reader that a page was made for: tenant and user id, which tell two readers apart.</summary>
    internal static string Mark(ICaller caller) => $"{caller.User.Tenant}/{caller.User.Id}";
}
