using Enterprise.Application.Health;
using Enterprise.Domain.Health;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Application.Tests.Health;

public sealed class HealthBoardTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly Probe _log = new("access log");
    private readonly Probe _keys = new("identity keys");
    private readonly HealthBoard _board;

    public HealthBoardTests() => _board = new([_log, _keys], _clock);

    [Fact]
    public void Before_the_first_look_it_is_red()
    {
        Assert.Equal(HealthStatus.Red, _board.Latest.Status);
        Assert.Contains("Starting", Assert.Single(_board.Latest.Items).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HealthStatus.Green, HealthStatus.Green, HealthStatus.Green)]
    [InlineData(HealthStatus.Green, HealthStatus.Yellow, HealthStatus.Yellow)]
    [InlineData(HealthStatus.Red, HealthStatus.Yellow, HealthStatus.Red)]
    public async Task It_is_as_bad_as_its_worst_probe_which_stands_first(HealthStatus log, HealthStatus keys, HealthStatus worst)
    {
        (_log.Status, _keys.Status) = (log, keys);
        await _board.LookAsync(CancellationToken.None);
        Assert.Equal((worst, worst), (_board.Latest.Status, _board.Latest.Items[0].Status));
        Assert.Equal(2, _board.Latest.Items.Count);
    }

    [Fact]
    public async Task What_was_found_half_a_minute_ago_is_not_believed_any_longer()
    {
        await _board.LookAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((HealthStatus.Green, Start), (_board.Latest.Status, _board.Latest.At));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(HealthStatus.Red, _board.Latest.Status);
        Assert.Equal(Start, Assert.Single(_board.Latest.Items).Since);

        await _board.LookAsync(CancellationToken.None);
        Assert.Equal(HealthStatus.Green, _board.Latest.Status);
    }

    [Fact]
    public async Task Since_stays_while_the_status_stays()
    {
        await _board.LookAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _keys.Status = HealthStatus.Yellow;
        await _board.LookAsync(CancellationToken.None);
        Assert.Equal([("identity keys", Start.AddSeconds(5)), ("access log", Start)], Since());

        _clock.Advance(TimeSpan.FromSeconds(5));
        _keys.Text = "Still yellow, for another reason.";
        await _board.LookAsync(CancellationToken.None);
        Assert.Equal([("identity keys", Start.AddSeconds(5)), ("access log", Start)], Since());
        Assert.Equal("Still yellow, for another reason.", _board.Latest.Items[0].Text);

        _clock.Advance(TimeSpan.FromSeconds(5));
        _keys.Status = HealthStatus.Green;
        await _board.LookAsync(CancellationToken.None);
        Assert.Equal([("access log", Start), ("identity keys", Start.AddSeconds(15))], Since());
    }

    [Fact]
    public async Task A_probe_without_an_answer_is_red_after_its_time_and_the_others_stand()
    {
        _keys.Never = true;
        await _board.LookAsync(CancellationToken.None).WaitAsync(HealthBoard.Timeout * 2);

        Assert.Equal(
            [("identity keys", HealthStatus.Red, "No response within 3 seconds."), ("access log", HealthStatus.Green, "As wished.")],
            _board.Latest.Items.Select(item => (item.Name, item.Status, item.Text)));
    }

    [Fact]
    public void Nothing_to_probe_is_red() => Assert.Equal(HealthStatus.Red, new HealthReport(Start, []).Status);

    private IEnumerable<(string, DateTimeOffset)> Since() => _board.Latest.Items.Select(item => (item.Name, item.Since));

    private sealed class Probe(string name) : IProbe
    {
        public string Name => name;

        public HealthStatus Status { get; set; }

        public string Text { get; set; } = "As wished.";

        public bool Never { get; set; }

        /// <summary>One that hangs does not even look at the token.</summary>
        public Task<(HealthStatus Status, string Text)> LookAsync(CancellationToken cancel) =>
            Never ? new TaskCompletionSource<(HealthStatus, string)>().Task : Task.FromResult((Status, Text));
    }
}
