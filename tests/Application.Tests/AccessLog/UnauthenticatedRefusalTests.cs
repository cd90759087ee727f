using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Xunit;

namespace Enterprise.Application.Tests.AccessLog;

/// <summary>Refusals of unauthenticated callers: single entries while they are few, counted in a flood, and none is lost.</summary>
public sealed class UnauthenticatedRefusalTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero));
    private readonly IAccessLog _log = Substitute.For<IAccessLog>();
    private readonly List<AccessEntry> _entries = [];
    private readonly RefusalRecorder _refusals;
    private bool _isBroken;

    public UnauthenticatedRefusalTests()
    {
        _log.AppendAsync(Arg.Any<AccessEntry>()).Returns(call =>
        {
            if (_isBroken)
            {
                return Task.FromException(new AccessLogUnavailableException("full"));
            }

            _entries.Add(call.Arg<AccessEntry>());
            return Task.CompletedTask;
        });
        _refusals = new(new AccessRecorder(_log, new("node-1", "1.2.3"), _clock), _clock);
    }

    [Fact]
    public async Task Refusals_a_second_apart_are_entries_of_their_own_and_belong_to_no_tenant()
    {
        for (var request = 1; request <= 3; request++)
        {
            await Refuse($"r-{request}");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await _refusals.FlushAsync();
        Assert.Equal([("r-1", 1), ("r-2", 1), ("r-3", 1)], Seen());
        Assert.All(_entries, entry => Assert.Equal(
            (null, AccessAction.OpenPage, AccessOutcome.Denied, "no_token", new Subject(null, null, "192.0.2.7", null, false, "curl/8")),
            (entry.Tenant, entry.Action, entry.Outcome, entry.Reason, entry.Subject)));
    }

    [Fact]
    public async Task A_flood_is_its_first_refusal_and_one_entry_with_the_number_of_the_others()
    {
        for (var request = 1; request <= 1000; request++)
        {
            await Refuse($"r-{request}");
            _clock.Advance(TimeSpan.FromTicks(9_000));
        }

        Assert.Equal([("r-1", 1)], Seen());
        await _refusals.FlushAsync();
        Assert.Equal([("r-1", 1), ("r-1000", 999)], Seen());

        await _refusals.FlushAsync();
        Assert.Equal(2, _entries.Count);
    }

    [Fact]
    public async Task The_second_ends_after_a_second()
    {
        await Refuse("r-1");
        _clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1));
        Assert.Empty(await _refusals.FlushAsync());
        _clock.Advance(TimeSpan.FromTicks(1));
        await Refuse("r-2");
        Assert.Equal([("r-1", 1), ("r-2", 1)], Seen());
    }

    [Fact]
    public async Task A_flood_that_goes_on_is_one_entry_a_second()
    {
        await Refuse("r-1");
        for (var second = 1; second <= 5; second++)
        {
            for (var request = 0; request < 10; request++)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                await Refuse("r-n");
            }

            await _refusals.FlushAsync();
        }

        Assert.Equal([1, 10, 10, 10, 10, 10], Seen().Select(entry => entry.Item2));
    }

    [Fact]
    public async Task Each_reason_is_counted_by_itself()
    {
        await Refuse("r-1");
        await Refuse("r-2", "token_expired");
        await Refuse("r-3");
        await Refuse("r-4", "token_expired");
        await Refuse("r-5", "token_expired");
        await _refusals.FlushAsync();

        Assert.Equal(
            [("no_token", 1), ("no_token", 1), ("token_expired", 1), ("token_expired", 2)],
            _entries.Select(entry => (entry.Reason!, entry.Occurrences)).Order());
    }

    [Fact]
    public async Task A_refusal_alone_is_not_answered_when_it_cannot_be_recorded()
    {
        _isBroken = true;
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => Refuse("r-1"));
    }

    [Fact]
    public async Task A_count_that_cannot_be_written_is_kept()
    {
        await Refuse("r-1");
        await Refuse("r-2");
        await Refuse("r-3");
        _isBroken = true;
        await _refusals.FlushAsync();
        await Refuse("r-4");
        _isBroken = false;
        await _refusals.FlushAsync();

        Assert.Equal([("r-1", 1), ("r-4", 3)], Seen());
    }

    [Fact]
    public async Task In_a_flood_from_many_threads_every_refusal_counts_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var request = 0; request < 500; request++)
            {
                await Refuse("r");
                if (request % 100 == 0)
                {
                    await _refusals.FlushAsync();
                }
            }
        })));
        await _refusals.FlushAsync();

        Assert.Equal(4000, _log.ReceivedCalls().Sum(call => ((AccessEntry)call.GetArguments()[0]!).Occurrences));
    }

    private Task<bool> Refuse(string request, string reason = "no_token") =>
        _refusals.RecordUnauthenticatedAsync(new RequestOrigin(request, "192.0.2.7", null, false, "curl/8"), reason);

    private IEnumerable<(string, int)> Seen() => _entries.Select(entry => (entry.RequestId, entry.Occurrences));
}
