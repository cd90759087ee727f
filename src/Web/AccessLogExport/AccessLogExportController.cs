using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Errors;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.AccessLogExport;

/// <summary>Exports of the access log of the auditor's tenant: what it would hold, its progress, its file.</summary>
[Requires(AppRole.Auditor)]
public sealed class AccessLogExportController(IMediator mediator) : PageController(mediator)
{
    /// <summary>How many entries an export would hold, and its forms.</summary>
    /// <param name="query">The filter of the log's page.</param>
    [Read("/access-log/export")]
    public Task<IActionResult> Index([FromQuery(Name = "")] SearchAccessLog.Query query, CancellationToken cancel) =>
        Answer<PrepareExport.Query, PrepareExport.Result>(new(query), ExportJson.Prepared, cancel);

    /// <summary>Begins an export and leads to its progress. Only the reader can begin one, from these pages or by hand.</summary>
    /// <param name="query">The filter of the log's page.</param>
    /// <returns>The way to the progress; 400 where the filter or the form is not valid.</returns>
    [Read("/access-log/export/begin")]
    public async Task<IActionResult> Begin([FromQuery(Name = "")] SearchAccessLog.Query query, [FromQuery] ExportFormat? format,
        CancellationToken cancel) =>
        IsFromElsewhere || HttpMethods.IsHead(Request.Method) ? LeadTo(ExportUrl.Of(query))
            : format is { } form && ModelState.IsValid
                ? await SendAsync<ExportState>(new BeginExport.Query(query, form), state => LeadTo(ExportUrl.Of(state.Id)), cancel)
                : await Invalid(query, cancel);

    /// <summary>How an export stands; while it is being written the page asks again by itself.</summary>
    [Read("/access-log/export/{id:guid}")]
    public Task<IActionResult> Progress(Guid id, CancellationToken cancel) =>
        !ModelState.IsValid ? Task.FromResult<IActionResult>(new RefusalResult(Missing))
        : Answer<FollowExport.Query, ExportState>(new(id), ExportJson.Progress, cancel);

    /// <summary>The file of a finished export.</summary>
    /// <returns>The bytes, under the name to save them.</returns>
    [Read("/access-log/export/{id:guid}/file")]
    public async Task<IActionResult> Download(Guid id, CancellationToken cancel) =>
        ModelState.IsValid ? await SendAsync<FetchExport.Result>(new FetchExport.Query(id), Hand, cancel) : new RefusalResult(Missing);

    /// <summary>
    /// Another site can make a browser ask for any address here, with its user's sign-in; that must not begin or end anything.
    /// </summary>
    private bool IsFromElsewhere => Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        || Request.Headers.ContainsKey("Sec-Purpose");

    /// <inheritdoc/>
    private protected override Refusal Missing => Refusals.ExportNotFound;

    private Task<IActionResult> Invalid(SearchAccessLog.Query query, CancellationToken cancel)
    {
        if (ModelState.IsValid)
        {
            ModelState.AddModelError("format", ParameterBinder.Provider.OneOf(typeof(ExportFormat)));
        }

        return Answer<PrepareExport.Query, PrepareExport.Result>(new(query), ExportJson.Prepared, cancel, nameof(Index));
    }

    private RedirectToGet LeadTo(string address)
    {
        Response.Headers.CacheControl = "no-store";
        return new RedirectToGet(address);
    }

    private FileStreamResult Hand(FetchExport.Result found)
    {
        Limits.ExpectDownload(HttpContext);
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(found.File.Sha256))}:";
        return File(found.Open(), ExportUrl.TypeOf(found.State.Order.Format), found.File.Name);
    }

    /// <summary>303: whatever was asked, the other address is asked for with GET.</summary>
    private sealed class RedirectToGet(string address) : RedirectResult(address)
    {
        public override Task ExecuteResultAsync(ActionContext context)
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.HttpContext.Response.Headers.Location = Url;
            return Task.CompletedTask;
        }
    }
}
