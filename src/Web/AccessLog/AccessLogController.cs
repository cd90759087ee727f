using Enterprise.Application.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.AccessLog;

/// <summary>The access log of the auditor's tenant.</summary>
[Requires(AppRole.Auditor)]
public sealed class AccessLogController(IMediator mediator) : PageController(mediator)
{
    /// <summary>One page of entries, newest first.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="cancel">Ends with the request.</param>
    /// <returns>The page, or the same as JSON.</returns>
    [Read("/access-log")]
    public Task<IActionResult> Index([FromQuery(Name = "")] SearchAccessLog.Query query, CancellationToken cancel) =>
        Answer<SearchAccessLog.Query, SearchAccessLog.Result>(query, AccessLogJson.List, cancel);
}
