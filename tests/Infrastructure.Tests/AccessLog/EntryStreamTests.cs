using System.Text.Json;
using Enterprise.Application.Background;
using Enterprise.Infrastructure.AccessLog;
using Enterprise.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog;

/// <summary>Entries for a collector, who may be slow.</summary>
public sealed class EntryStreamTests
{
    [Fact]
    public async Task An_entry_is_one_line_with_everything_that_stands_in_the_log()
    {
        var output = new StringWriter();
        using var stream = new EntryStream(BackgroundWorks.Of(TimeProvider.System), isOn: true, output);
        await stream.StartAsync(CancellationToken.None);
        stream.Offer((LogStore.Entry("r-1") with { Detail = "search=a\nb" }).ToLog());
        await stream.StopAsync(CancellationToken.None);

        var line = JsonDocument.Parse(Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        Assert.Equal(
            ("r-1", "acme", "ListAssets", "anna@acme.example", "search=a\nb", "2026-01-31T09:42:07.000000Z"),
            (line.GetProperty("requestId").GetString(), line.GetProperty("tenant").GetString(), line.GetProperty("action").GetString(),
                line.GetProperty("subject").GetProperty("userName").GetString(), line.GetProperty("detail").GetString(),
                    line.GetProperty("at").GetString()));
    }

    [Fact]
    public async Task A_collector_that_stands_still_holds_up_nobody_and_is_told_how_much_it_missed()
    {
        using var output = new StuckWriter();
        using var stream = new EntryStream(BackgroundWorks.Of(TimeProvider.System), isOn: true, output);
        await stream.StartAsync(CancellationToken.None);
        stream.Offer(LogStore.Entry("r-0").ToLog());
        await output.Reached.Task;
        for (var number = 1; number <= EntryStream.QueueLength + 500; number++)
        {
            stream.Offer(LogStore.Entry($"r-{number}").ToLog());
        }

        output.LetGo();
        await stream.StopAsync(CancellationToken.None);

        var lines = output.ToString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("""{"dropped":500}""", lines[1]);
        Assert.Equal(EntryStream.QueueLength + 2, lines.Length);
    }

    [Fact]
    public async Task A_pipe_that_breaks_and_comes_back_costs_the_line_and_its_number_is_told()
    {
        var clock = new FakeTimeProvider();
        using var output = new BrokenWriter();
        var work = BackgroundWorks.Of(clock);
        using var stream = new EntryStream(work, isOn: true, output);
        await stream.StartAsync(CancellationToken.None);
        stream.Offer(LogStore.Entry("r-0").ToLog());
        await output.Broken.Task;
        stream.Offer(LogStore.Entry("r-1").ToLog());
        output.IsBroken = false;
        while (!output.ToString()!.Contains("r-1", StringComparison.Ordinal))
        {
            clock.Advance(BackgroundWork.FirstDelay);
            await Task.Delay(10);
        }

        Assert.StartsWith("""{"dropped":1}""" + "\n", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(("entry stream", 1), (Assert.Single(work.States).Name, work.States.Single().Failures));
    }

    private sealed class BrokenWriter : StringWriter
    {
        public TaskCompletionSource Broken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsBroken { get; set; } = true;

        public override void Write(string? value)
        {
            if (IsBroken)
            {
                Broken.TrySetResult();
                throw new IOException("Broken pipe");
            }

            base.Write(value);
        }
    }

    private sealed class StuckWriter : StringWriter
    {
        private readonly ManualResetEventSlim _gate = new();

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void LetGo() => _gate.Set();

        public override void Write(string? value)
        {
            Reached.TrySetResult();
            _gate.Wait();
            base.Write(value);
        }

        protected override void Dispose(bool disposing)
        {
            _gate.Dispose();
            base.Dispose(disposing);
        }
    }
}
