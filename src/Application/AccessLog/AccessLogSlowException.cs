namespace Enterprise.Application.AccessLog;

/// <summary>Reading the log took longer than 2 seconds and was given up: narrower conditions, a shorter time above all, are answered faster.</summary>
public sealed class AccessLogSlowException(Exception cause) : Exception("The search in the access log took longer than 2 seconds.", cause)
{
    /// <summary>The stable code that stands in the access log and in the answer.</summary>
    public const string Code = "log_slow";
}
