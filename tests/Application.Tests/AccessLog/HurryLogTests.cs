using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Xunit;

namespace Enterprise.Application.Tests.AccessLog;

/// <summary>Refusals of hasty users: the first is an entry, the others are a number each second and user, and none is lost.</summary>
public sealed class HurryLogTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 31, 9, 42, 7, TimeSpan.Zero));
    private readonly IAccessLog _log = Substitute.For<IAccessLog>();
    private readonly List<AccessEntry> _entries = [];
    private readonly HurryLog _hurries;
    private bool _isBroken;

    public HurryLogTests()
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
        _hurries = new(new AccessRecorder(_log, new("node-1", "1.2.3"), _clock), _clock);
    }

    [Fact]
    public async Task Each_user_is_counted_apart_and_by_tenant()
    {
        foreach (var (tenant, user, number) in new[] { ("acme", "u-1", 5), ("acme", "u-2", 1), ("borealis", "u-1", 3) })
        {
            for (var request = 1; request <= number; request++)
            {
                Assert.Equal(request == 1, await _hurries.RecordAsync(Somebody(tenant, user, $"r-{request}"), "/assets"));
            }
        }

        Assert.Equal([("acme", "u-1", 1), ("acme", "u-2", 1), ("borealis", "u-1", 1)], Seen());
        Assert.Equal([("u-1", 4), ("u-1", 2)], (await _hurries.FlushAsync()).Select(one => (one.User.Id, one.Number)));
        Assert.Equal([("acme", "u-1", 4), ("borealis", "u-1", 2)], Seen().Skip(3));
        Assert.All(_entries, entry => Assert.Equal(
            (AccessAction.OpenPage, AccessOutcome.Denied, "too_many_requests", "/assets", "iss"), (entry.Action, entry.Outcome, entry.Reason, entry.Resource, entry.Authentication!.Issuer)));
    }

    [Fact]
    public async Task A_number_that_cannot_be_written_is_kept_and_a_first_one_is_not_answered()
    {
        await _hurries.RecordAsync(Somebody("acme", "u-1", "r-1"), "/");
        await _hurries.RecordAsync(Somebody("acme", "u-1", "r-2"), "/");
        _isBroken = true;
        Assert.Empty(await _hurries.FlushAsync());
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => _hurries.RecordAsync(Somebody("acme", "u-2", "r-3"), "/"));
        _isBroken = false;
        await _hurries.FlushAsync();

        Assert.Equal([("acme", "u-1", 1), ("acme", "u-1", 1)], Seen());
    }

    [Fact]
    public void Whoever_was_quiet_for_a_second_is_forgotten_and_stands_alone_again()
    {
        var tallies = new Tallies<int, string>(_clock);
        Assert.True(tallies.IsAlone(1, "a"));
        Assert.False(tallies.IsAlone(1, "b"));
        Assert.Equal([(1, 1, "b")], tallies.Take());
        Assert.False(tallies.IsAlone(1, "c"));
        tallies.Take();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(tallies.Take());
        Assert.True(tallies.IsAlone(1, "d"));
        tallies.Return(2, 7, "e");
        Assert.Equal([(2, 7, "e")], tallies.Take());
    }

    private static Actor Somebody(string tenant, string user, string request) =>
        new(new TenantUser(TenantId.Parse(tenant), null, user, user + "@example"), new("iss", null, null, null), new(request, "192.0.2.7", null, false, null));

    private IEnumerable<(string, string, int)> Seen() => _entries.Select(entry => (entry.Tenant!.Value, entry.Subject!.UserId!, entry.Occurrences));
}
