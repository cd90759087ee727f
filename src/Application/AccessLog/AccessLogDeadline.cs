namespace Enterprise.Application.AccessLog;

/// <summary>How long a request waits for the access log: for its own entry to be durable, and for one read.</summary>
public static class AccessLogDeadline
{
    /// <summary>The deadline in seconds.</summary>
    public const int Seconds = 2;

    /// <summary>The deadline.</summary>
    public static TimeSpan Value { get; } = TimeSpan.FromSeconds(Seconds);

    /// <summary>The deadline in words, for messages.</summary>
    public static string Text { get; } = $"{Seconds} seconds";
}
