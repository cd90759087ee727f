using System.Globalization;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>Why the keys at an address cannot be fetched.</summary>
/// <param name="Cause">The cause in plain words; holds no text of the answer.</param>
/// <param name="Since">When the first fetch failed after the last good one, in UTC.</param>
internal sealed record KeyFetchFault(string Cause, DateTimeOffset Since)
{
    /// <summary>The cause of a failed fetch. Hostile answers make decoders throw any type, so there are words for all.</summary>
    public static string CauseOf(Exception fault) => fault switch
    {
        HttpRequestException { StatusCode: { } status } =>
            string.Create(CultureInfo.InvariantCulture, $"the identity service answered {(int)status}"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host name cannot be resolved",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "the identity service cannot be reached",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "TLS failed, for example because the certificate is not trusted",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the answer is larger than 256 KiB",
        OperationCanceledException => "the identity service did not answer within 3 seconds",
        FormatException => fault.Message,
        _ => $"the answer cannot be read ({fault.GetType().Name})",
    };
}
