using System.Diagnostics.Metrics;
using Enterprise.Application.Background;
using Microsoft.Extensions.Logging.Abstractions;

namespace Enterprise.Testing;

/// <summary>Supervisors for tests of single pieces of background work.</summary>
public static class BackgroundWorks
{
    public static BackgroundWork Of(TimeProvider clock) => new(clock, new Meters(), NullLogger<BackgroundWork>.Instance);

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
            // What it made goes with the test.
        }
    }
}
