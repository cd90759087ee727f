namespace Enterprise.Domain.AccessLog;

/// <summary>How an access ended. Stored by name.</summary>
public enum AccessOutcome
{
    /// <summary>The data was shown.</summary>
    Granted,

    /// <summary>Refused, by this application or by the platform; nothing was shown.</summary>
    Denied,

    /// <summary>Allowed, but it could not be answered; nothing was shown.</summary>
    Failed,
}
