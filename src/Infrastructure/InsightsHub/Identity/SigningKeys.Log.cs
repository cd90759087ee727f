using Microsoft.Extensions.Logging;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

internal sealed partial class SigningKeys
{
    [LoggerMessage(2001, LogLevel.Debug, "Fetched {Count} keys from {Address}")]
    private static partial void KeysFetched(ILogger logger, Uri address, int count);

    [LoggerMessage(2002, LogLevel.Warning, "The keys at {Address} could not be fetched: {Cause}. Keys fetched earlier remain in use")]
    private static partial void KeysNotFetched(ILogger logger, Uri address, string cause);
}
