namespace Enterprise.Web.Security;

internal sealed partial class BearerEvents
{
    [LoggerMessage(1003, LogLevel.Warning,
        "Request {RequestId} of tenant {Tenant}, user {User} uses a token that came from another address first: {Code}")]
    private static partial void Elsewhere(ILogger logger, string requestId, string tenant, string user, string code);
}
