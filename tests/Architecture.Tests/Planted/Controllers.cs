using Enterprise.Domain.Tenancy;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Architecture.Tests.Planted;

// Controllers, the first as it should be, each other one with one fault.
[Requires(AppRole.User)]
internal sealed class ProperController : Controller
{
    [Read("/planted")]
    public IActionResult Index() => Ok();
}

[Requires(AppRole.User)]
internal sealed class PostsController : Controller
{
    [Read("/planted")]
    [HttpPost("/planted")]
    public IActionResult Change() => Ok();
}

[Requires(AppRole.User)]
internal sealed class GetsController : Controller
{
    [HttpGet("/planted")]
    public IActionResult Read() => Ok();
}

[Requires(AppRole.User)]
internal sealed class RoutesController : Controller
{
    [Route("/planted")]
    public IActionResult Anything() => Ok();
}

[Requires(AppRole.User)]
internal sealed class HelpsController : Controller
{
    [Read("/planted")]
    public IActionResult Index() => Help();

    public IActionResult Help() => Ok();
}

internal sealed class OpenController : Controller
{
    [Read("/planted")]
    public IActionResult Index() => Ok();
}

internal sealed class HalfOpenController : Controller
{
    [Read("/planted")]
    [Requires(AppRole.User)]
    public IActionResult Index() => Ok();

    [Read("/planted/too")]
    public IActionResult Other() => Ok();
}
