using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Xunit;

namespace Enterprise.Application.Tests.AccessLog;

/// <summary>Refusals of throttled users: the first is an entry, further ones are counted per second and user, and none is lost.</summary>
public sealed class ThrottledRefusalTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero));
    private readonly IAccessLog _log = Substitute.For<IAccessLog>();
    private readonly List<AccessEntry> _entries = [];
    private readonly RefusalRecorder _refusals;
    private bool _isBroken;

    public ThrottledRefusalTests()
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
    public async Task Each_user_is_counted_apart_and_by_tenant()
    {
        foreach (var (tenant, user, number) in new[] { ("acme", "u-1", 5), ("acme", "u-2", 1), ("borealis", "u-1", 3) })
        {
            for (var request = 1; request <= number; request++)
            {
                Assert.Equal(request == 1, await _refusals.RecordThrottledAsync(ActorOf(tenant, user, $"r-{request}"), "/assets"));
            }
        }

        Assert.Equal([("acme", "u-1", 1), ("acme", "u-2", 1), ("borealis", "u-1", 1)], Seen());
        Assert.Equal([("u-1", 4), ("u-1", 2)], (await _refusals.FlushAsync()).Select(one => (one.UserId, one.Number)));
        Assert.Equal([("acme", "u-1", 4), ("borealis", "u-1", 2)], Seen().Skip(3));
        Assert.All(_entries, entry => Assert.Equal(
            (AccessAction.OpenPage, AccessOutcome.Denied, "too_many_requests", "/assets", "iss"),
            (entry.Action, entry.Outcome, entry.Reason, entry.Resource, entry.Authentication!.Issuer)));
    }

    [Fact]
    public async Task A_number_that_cannot_be_written_is_kept_and_a_first_one_is_not_answered()
    {
        await _refusals.RecordThrottledAsync(ActorOf("acme", "u-1", "r-1"), "/");
        await _refusals.RecordThrottledAsync(ActorOf("acme", "u-1", "r-2"), "/");
        _isBroken = true;
        Assert.Empty(await _refusals.FlushAsync());
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => _refusals.RecordThrottledAsync(ActorOf("acme", "u-2", "r-3"), "/"));
        _isBroken = false;
        await _refusals.FlushAsync();

        Assert.Equal([("acme", "u-1", 1), ("acme", "u-1", 1)], Seen());
    }

    [Fact]
    public void A_key_without_events_for_a_second_is_removed_and_its_next_event_is_reported_alone()
    {
        var counter = new BurstCounter<int, string>(_clock);
        Assert.True(counter.IsAlone(1, "a"));
        Assert.False(counter.IsAlone(1, "b"));
        Assert.Equal([(1, 1, "b")], counter.Take());
        Assert.False(counter.IsAlone(1, "c"));
        counter.Take();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(counter.Take());
        Assert.True(counter.IsAlone(1, "d"));
        counter.Return(2, 7, "e");
        Assert.Equal([(2, 7, "e")], counter.Take());
    }

    private static Actor ActorOf(string tenant, string user, string request) =>
        new(new TenantUser(TenantId.Parse(tenant), null, user, user + "@example"), new("iss", null, null, null),
            new(request, "192.0.2.7", null, false, null));

    private IEnumerable<(string, string, int)> Seen() =>
        _entries.Select(entry => (entry.Tenant!.Value, entry.Subject!.UserId!, entry.Occurrences));
}
