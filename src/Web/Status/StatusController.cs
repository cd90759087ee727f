using Enterprise.Application.Health;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Status;

/// <summary>Tells an operator why the colour is what it is. It shows nothing of any tenant, so that it is not recorded.</summary>
[Requires(AppRole.Operator)]
public sealed class StatusController(IMediator mediator) : PageController(mediator)
{
    /// <summary>What every probe found, worst first.</summary>
    [Read("/status")]
    public Task<IActionResult> Index(CancellationToken cancel) =>
        Answer<GetHealth.Query, Domain.Health.HealthReport>(new(), (_, report) => report, cancel);
}
