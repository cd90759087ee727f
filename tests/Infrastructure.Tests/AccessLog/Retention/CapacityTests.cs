using Enterprise.VerifiableLog;
using System.Diagnostics.Metrics;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Health;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Infrastructure.AccessLog.Retention;
using Enterprise.VerifiableLog.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>How full the log is, and how many entries were lost to it.</summary>
public sealed class CapacityTests
{
    [Theory]
    [InlineData(0.799, HealthStatus.Green)]
    [InlineData(0.8, HealthStatus.Yellow)]
    [InlineData(0.949, HealthStatus.Yellow)]
    [InlineData(0.95, HealthStatus.Red)]
    [InlineData(1.5, HealthStatus.Red)]
    public void At_80_percent_it_warns_and_at_95_it_is_red(double share, HealthStatus expected) =>
        Assert.Equal(expected, Capacity.Judge(share, string.Empty).Status);

    [Theory]
    [InlineData(0.90, HealthStatus.Yellow)]
    [InlineData(0.99, HealthStatus.Red)]
    public async Task A_log_near_its_configured_size_says_so_with_the_size_and_what_to_do(double share, HealthStatus expected)
    {
        await using var store = await LogStore.StartAsync();
        var capacity = store.Get<Capacity>();
        var (before, _, bytes) = await capacity.MeasureAsync(CancellationToken.None);
        Assert.NotEqual(HealthStatus.Red, before);
        store.Get<IOptions<CapacityOptions>>().Value.MaxBytes = (long)(bytes / share);

        var (status, text, _) = await capacity.MeasureAsync(CancellationToken.None);

        Assert.Equal(expected, status);
        Assert.Contains("AccessLog:Capacity:MaxBytes", text, StringComparison.Ordinal);
        Assert.Contains("audit prune", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_entries_that_were_not_made_durable_are_counted()
    {
        await using var store = await LogStore.StartAsync();
        long counted = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Name == FailedAppends.Name && ReferenceEquals(instrument.Meter.Scope, store.Get<IMeterFactory>()))
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, number, _, _) => Interlocked.Add(ref counted, number));
        listener.Start();

        await store.AddAsync("acme", 1, 2, 3);
        Assert.Equal(0, counted);
        using (Hold(store.File))
        {
            await Assert.ThrowsAsync<AccessLogUnavailableException>(() => store.Log.AppendAsync(LogStore.Entry("late")));
        }

        Assert.Equal(1, counted);
        await store.AddAsync("acme", 4);

        // Not both at once: after two failures in a row the writer pauses, by a clock that stands still here.
        using (Hold(store.File))
        {
            await Assert.ThrowsAsync<LogException>(() => store.Get<LogWriter>().ProbeAsync());
        }

        await store.AddAsync("acme", 5);
        Assert.Equal(1, counted);
        Assert.Equal("0", store.Read("SELECT count(*) FROM Entries WHERE RequestId = 'late'"));
    }

    [Fact]
    public async Task What_is_left_of_a_full_disk_is_for_those_who_read_the_log()
    {
        await using var store = await LogStore.StartAsync();
        var (reserve, kept) = (store.Get<Reserve>(), $"{store.File}-reserve");
        var (asset, reading, stranger) = (
            LogStore.Entry("asset") with { Action = AccessAction.ViewAsset },
            LogStore.Entry("reading") with { Action = AccessAction.ReadAccessLog, Outcome = AccessOutcome.Granted },
            LogStore.Entry("stranger") with { Action = AccessAction.ReadAccessLog, Outcome = AccessOutcome.Denied });
        var probe = new AccessLogProbe(store.Get<LogWriter>(), store.Get<Capacity>());
        Assert.True(File.Exists(kept));

        reserve.GiveUp();
        Assert.False(File.Exists(kept));
        Directory.CreateDirectory(kept); // No room for a new one.

        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => store.Log.AppendAsync(asset));
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => store.Log.AppendAsync(stranger));
        await store.Log.AppendAsync(reading);
        var (status, text) = await probe.LookAsync(CancellationToken.None);
        Assert.Equal(HealthStatus.Red, status);
        Assert.Contains("disk is full", text, StringComparison.Ordinal);
        Assert.Equal("reading", store.Read("SELECT group_concat(RequestId) FROM Entries"));

        Directory.Delete(kept);
        await probe.LookAsync(CancellationToken.None);
        Assert.True(File.Exists(kept));
        await store.Log.AppendAsync(asset);
        Assert.Equal("2", store.Read("SELECT count(*) FROM Entries"));
    }

    private static SqliteConnection Hold(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
