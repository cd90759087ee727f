using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Integrity;

/// <summary>Whether the log of the auditor's tenant is whole and as it was written.</summary>
[Requires(AppRole.Auditor)]
public sealed class IntegrityController(IMediator mediator) : PageController(mediator)
{
    /// <summary>How it stands.</summary>
    [Read("/access-log/integrity")]
    public Task<IActionResult> Index(CancellationToken cancel) => Answer<ShowIntegrity.Query, ShowIntegrity.Result>(new(), Json, cancel);

    /// <summary>Begins a verification unless one runs.</summary>
    /// <param name="query">Of which entries.</param>
    /// <returns>The page that shows how far it is, or the same as JSON.</returns>
    [Read("/access-log/integrity/verify")]
    public Task<IActionResult> Verify([FromQuery(Name = "")] VerifyAccessLog.Query query, CancellationToken cancel) =>
        Answer<VerifyAccessLog.Query, ShowIntegrity.Result>(query, Json, cancel);

    private static object Json<TQuery>(TQuery query, ShowIntegrity.Result result) => new
    {
        state = IntegrityWords.State(result),
        running = result.Running is { } running ? new { begun = Words.Iso(running.Begun), done = running.Done, total = running.Total }
        : null,
        last = result.Last is { } last ? Json(last, result.IsOfPart) : null,
        checkpoint = result.Checkpoint is { } latest
        ? new { number = latest.Number, size = latest.Size, root = latest.Root, epoch = latest.Epoch, at = Words.Iso(latest.At) } : null,
        _links = new { self = new { href = "/access-log/integrity" },
        verify = new { href = "/access-log/integrity/verify{?from,to}", templated = true } },
    };

    private static object Json(FinishedVerification last, bool isOfPart) => isOfPart
        ? new { at = Words.Iso(last.At), isIntact = last.Result?.Faults == 0 }
        : new { at = Words.Iso(last.At), range = last.Range, result = last.Result,
            faults = last.Faults.Select(fault => new { kind = fault.Kind.ToString(), sequence = fault.Sequence, text = fault.Text }) };
}
