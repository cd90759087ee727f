using Enterprise.Application.Health;
using Enterprise.Domain.Health;
using Enterprise.Infrastructure.AccessLog.Retention;
using Enterprise.VerifiableLog;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Does the log take entries, and for how long still? Without it nothing may be shown.</summary>
internal sealed class AccessLogProbe(LogWriter writer, Capacity capacity) : IProbe
{
    public string Name => "access log";

    /// <summary>
    /// With the writer's deadline a log that takes no entries is known within 5 seconds, even without requests.
    /// </summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public async Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel)
    {
        try
        {
            await writer.ProbeAsync();
            writer.KeepReserve();
            if (writer.IsDiskFull)
            {
                return (HealthStatus.Red,
                    "The disk is full. The log takes only entries of those who read it; all other pages answer 503 until there is room: "
                    + "give the disk more, or let old entries go (audit prune).");
            }

            var (status, text, _) = await capacity.MeasureAsync(cancel);
            return (status, $"The access log takes entries. {text}");
        }
        catch (LogException fault)
        {
            return (HealthStatus.Red,
                $"{fault.Message} Pages answer 503 until it can be written: check the disk and the file of ConnectionStrings:AccessLog.");
        }
    }
}
