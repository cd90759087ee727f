namespace Enterprise.Application.AccessLog;

/// <summary>The access log could not make an entry durable in time, so nothing may be shown.</summary>
/// <param name="detail">What was seen, for the service's log.</param>
public sealed class AccessLogUnavailableException(string detail, Exception? cause = null) : Exception(detail, cause);
