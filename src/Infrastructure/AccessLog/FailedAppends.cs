using System.Diagnostics.Metrics;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Counts entries that were not made durable, and nothing else, so that an alert may watch the number.</summary>
internal sealed class FailedAppends(IMeterFactory meters)
{
    public const string Meter = "Enterprise.AccessLog";
    public const string Name = "enterprise.access_log.failed_appends";

    private readonly Counter<long> _counter = meters.Create(Meter)
        .CreateCounter<long>(Name, "{entry}", "Access entries that were not made durable; their requests were answered with 503");

    public void Add(int number)
    {
        if (number > 0)
        {
            _counter.Add(number);
        }
    }
}
