using System.Globalization;

namespace Enterprise.Sandbox.TimeSeries;

/// <summary>Timestamps as the platform writes them: UTC with milliseconds.</summary>
internal static class Timestamps
{
    public static string Text(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
