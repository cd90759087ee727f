namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Times as whole microseconds since 1970-01-01 UTC.</summary>
internal static class Microseconds
{
    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long number) => DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond);
}
