using Enterprise.Web.Errors;
using Enterprise.Web.Resources;
using Enterprise.Web.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Shared;

/// <summary>Answers a query with its result as the view named after the action, or as JSON.</summary>
public abstract class PageController(IMediator mediator) : Controller
{
    private const string InvalidQuery = "invalid_query";

    /// <summary>Sends the query and answers with its result.</summary>
    /// <param name="query">The query, as bound from the address.</param>
    /// <param name="json">Makes the JSON face out of query and result.</param>
    /// <param name="view">The view; the one of the action's name where none is given.</param>
    /// <returns>The answer: 400 with messages where the query is not valid, 404 where there is no such thing.</returns>
    private protected async Task<IActionResult> Answer<TQuery, TResult>(
        TQuery query, Func<TQuery, TResult, object> json, CancellationToken cancel, string? view = null)
        where TQuery : IRequest<TResult?>
        where TResult : class
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers.Vary = "Accept";
        var isPage = Request.RepresentationKind() == RepresentationKind.Page;
        if (!ModelState.IsValid)
        {
            RequestLog.Note(HttpContext, InvalidQuery);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return isPage ? View(view, new PageModel<TQuery, TResult>(query, null)) : Invalid();
        }

        return await SendAsync<TResult>(
            query,
            result => isPage ? View(view, new PageModel<TQuery, TResult>(query, result))
                : new JsonResult(json(query, result)) { ContentType = WantsHal ? "application/hal+json" : "application/json" },
            cancel);
    }

    /// <summary>Sends the query and answers in a form that is rendered before the entry is written.</summary>
    /// <param name="form">Makes the answer out of the result.</param>
    /// <returns>The answer: 404 where there is no such thing.</returns>
    private protected async Task<IActionResult> SendAsync<TResult>(
        IRequest<TResult?> query, Func<TResult, IActionResult> form, CancellationToken cancel)
        where TResult : class
    {
        var representation = HttpContext.RequestServices.GetRequiredService<Representation>();
        representation.Use(ControllerContext, result => form((TResult)result));
        return await mediator.Send(query, cancel) is { } result ? await representation.OfAsync(result) : new RefusalResult(Missing);
    }

    /// <summary>The refusal for something that does not exist or is not visible to the user.</summary>
    private protected virtual Refusal Missing => Refusals.NotFound;

    private bool WantsHal => Request.Headers.Accept.ToString().Contains("application/hal+json", StringComparison.OrdinalIgnoreCase);

    private JsonResult Invalid() => new(new
    {
        type = "about:blank",
        title = ErrorTexts.InvalidQuery,
        status = StatusCodes.Status400BadRequest,
        code = InvalidQuery,
        errors = ModelState.Where(field => field.Value!.Errors.Count > 0)
            .ToDictionary(field => field.Key.ToLowerInvariant(), field => field.Value!.Errors.Select(error => error.ErrorMessage),
            StringComparer.Ordinal),
        request = HttpContext.TraceIdentifier,
    }) { ContentType = "application/problem+json", StatusCode = StatusCodes.Status400BadRequest };
}

/// <summary>What a view shows: the query, and its result unless the query was not valid.</summary>
public sealed record PageModel<TQuery, TResult>(TQuery Query, TResult? Result)
    where TResult : class;
