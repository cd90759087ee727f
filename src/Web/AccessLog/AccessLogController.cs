using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Errors;
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
    [Read("/access-log")]
    public Task<IActionResult> Index([FromQuery(Name = "")] SearchAccessLog.Query query, CancellationToken cancel) =>
        Answer<SearchAccessLog.Query, SearchAccessLog.Result>(query, AccessLogJson.List, cancel);

    /// <summary>One entry.</summary>
    [Read("/access-log/entries/{id}")]
    public Task<IActionResult> Entry([FromRoute] ShowEntry.Query query, CancellationToken cancel) =>
        Answer<ShowEntry.Query, ShowEntry.Result>(query, AccessLogJson.One, cancel);

    /// <summary>Entries drawn at random.</summary>
    [Read("/access-log/sample")]
    public Task<IActionResult> Sample([FromQuery(Name = "")] SampleAccessLog.Query query, CancellationToken cancel) =>
        Answer<SampleAccessLog.Query, SampleAccessLog.Result>(query, AccessLogJson.Sample, cancel);

    /// <summary>Counts of entries as charts, each with its table.</summary>
    [Read("/access-log/charts")]
    public Task<IActionResult> Charts([FromQuery(Name = "")] ChartAccessLog.Query query, CancellationToken cancel) =>
        Answer<ChartAccessLog.Query, ChartAccessLog.Result>(query, AccessLogJson.Charts, cancel);

    /// <inheritdoc/>
    private protected override Refusal Missing => Refusals.EntryNotFound;
}
