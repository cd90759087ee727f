namespace Enterprise.Web.Security;

internal sealed partial class RequestLog
{
    [LoggerMessage(1002, LogLevel.Information,
        "{Method} {Path}{Names} {Status} in {Milliseconds:0.0} ms, request {RequestId}, tenant {Tenant}, user {User}: {Outcome}")]
    private static partial void Answered(
        ILogger logger, string method, string path, string names, int status, double milliseconds, string requestId, string tenant,
        string user, string outcome);
}
