using Enterprise.Application.AccessLog;
using Enterprise.Application.Health;
using Enterprise.Domain.Health;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Does the log take entries? Without it nothing may be shown.</summary>
internal sealed class AccessLogProbe(AccessLogWriter writer) : IProbe
{
    public string Name => "access log";

    /// <summary>With the writer's deadline it is known within 5 seconds that the log takes nothing, even where nobody asks for a page.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public async Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel)
    {
        try
        {
            await writer.ProbeAsync();
            return (HealthStatus.Green, "The access log takes entries.");
        }
        catch (AccessLogUnavailableException fault)
        {
            return (HealthStatus.Red, $"{fault.Message} Pages answer 503 until it can be written: check the disk and the file of ConnectionStrings:AccessLog.");
        }
    }
}
