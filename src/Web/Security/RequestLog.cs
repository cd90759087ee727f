using System.Security.Claims;
using Enterprise.Application.Tenancy;
using Enterprise.Web.Logs;

namespace Enterprise.Web.Security;

/// <summary>
/// One request is one line: what was asked for, who asked, what came of it. Never a value of the query, a header or a cookie; of foreign
/// text only pieces that are too short to be a token.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider clock, ILogger<RequestLog> logger)
{
    private static readonly object OutcomeKey = new();
    private static readonly object LeftOutKey = new();

    /// <summary>Notes the code that the request's line ends with.</summary>
    public static void Note(HttpContext http, string outcome) => http.Items[OutcomeKey] = outcome;

    /// <summary>Leaves out the line of this request: in a flood of refusals, one line gives their number.</summary>
    public static void LeaveOut(HttpContext http) => http.Items[LeftOutKey] = true;

    public async Task InvokeAsync(HttpContext http)
    {
        var begun = clock.GetTimestamp();
        var (path, names) = (OneLine.Path(http.Request.Path), NamesOf(http.Request)); // As they came: the landing changes the path later.
        try
        {
            await next(http);
        }
        finally
        {
            if (!http.Items.ContainsKey(LeftOutKey))
            {
                Answered(
                    logger, OneLine.Piece(http.Request.Method), path, names, http.Response.StatusCode,
                    clock.GetElapsedTime(begun).TotalMilliseconds, http.TraceIdentifier,
                    OneLine.Piece(http.User.FindFirstValue(CallerClaims.Tenant)),
                    OneLine.Piece(http.User.FindFirstValue(CallerClaims.UserId)),
                    http.Items[OutcomeKey] as string ?? (http.Response.StatusCode < StatusCodes.Status400BadRequest ? "ok" : "refused"));
            }
        }
    }

    private static string NamesOf(HttpRequest request) => request.Query.Count == 0 ? string.Empty
        : "?" + string.Join('&', request.Query.Keys.Take(20).Select(OneLine.Piece));
}

/// <summary>Puts the request log around everything else.</summary>
internal static class RequestLogs
{
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        // The framework's traces would contain whole addresses, and a token that a client put into one.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: true);
        return app.UseMiddleware<RequestLog>();
    }
}
