namespace Enterprise.Application.AccessLog;

/// <summary>
/// Reading the log took longer than <see cref="AccessLogDeadline"/>. A narrower search, above all a shorter period, is faster.
/// </summary>
public sealed class AccessLogSlowException(Exception cause) :
    Exception($"The search in the access log took longer than {AccessLogDeadline.Text}.", cause)
{
    /// <summary>The stable code that stands in the access log and in the answer.</summary>
    public const string Code = "log_slow";
}
