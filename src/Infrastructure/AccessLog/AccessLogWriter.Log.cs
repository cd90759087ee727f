using Microsoft.Extensions.Logging;

namespace Enterprise.Infrastructure.AccessLog;

internal sealed partial class AccessLogWriter
{
    [LoggerMessage(3001, LogLevel.Error, "{Count} access entries could not be written; their requests are answered with 503 and show nothing")]
    private static partial void WriteFailed(ILogger logger, int count, Exception fault);
}
