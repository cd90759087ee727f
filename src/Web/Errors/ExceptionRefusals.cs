using Enterprise.Application.AccessLog;
using Enterprise.Application.Assets;
using Microsoft.AspNetCore.Diagnostics;

namespace Enterprise.Web.Errors;

/// <summary>Explains what was thrown. The cause stands in the service's log under the request's id, never on the page.</summary>
internal sealed partial class ExceptionRefusals(RefusalWriter writer, ILogger<ExceptionRefusals> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var refusal = exception switch
        {
            AssetCatalogException failure => Refusals.Of(failure),
            AccessLogUnavailableException => Refusals.LogUnavailable,
            AccessLogSlowException => Refusals.LogSlow,
            BadHttpRequestException bad => Refusals.ForStatus(bad.StatusCode),
            _ => Refusals.Unexpected,
        };
        Refused(logger, httpContext.TraceIdentifier, refusal.Code, exception.Message,
            refusal.Code == Refusals.UnexpectedCode ? exception : null);
        await writer.WriteAsync(httpContext, refusal);
        return true;
    }

    [LoggerMessage(1001, LogLevel.Warning, "Request {RequestId} was answered with {Code}: {Cause}")]
    private static partial void Refused(ILogger logger, string requestId, string code, string cause, Exception? exception);
}
