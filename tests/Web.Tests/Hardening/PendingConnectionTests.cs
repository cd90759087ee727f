using System.Globalization;
using System.Text.RegularExpressions;
using Enterprise.Testing;
using Enterprise.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>Connections without a request are few and end soon, however many are opened; those with one are not limited.</summary>
public sealed class PendingConnectionTests : IAsyncLifetime
{
    private const string Ask = "HEAD /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly ClientSockets _pending = new();
    private PlatformDouble _platform = null!;
    private EnterpriseHost? _app;

    private Uri Origin => _app!.Origin;

    public async Task InitializeAsync() => _platform = await PlatformDouble.StartAsync();

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _pending.Dispose();
        await _platform.DisposeAsync();
    }

    [Fact]
    public async Task Five_thousand_silent_connections_lock_no_one_out_and_are_closed_after_10_seconds()
    {
        await StartAsync();
        using var kept = new ClientSockets();
        for (var number = 0; number < 20; number++)
        {
            await kept.AddAsync(Origin);
        }

        Assert.All(await kept.AskAsync(Ask), AssertServed);
        for (var opened = 0; opened < 5_000; opened += 100)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _pending.AddAsync(Origin)));
            await AssertServesAsync(Origin);
        }

        await _pending.WaitForAsync(open: 1_000, least: 990); // A new connection that asks at once takes a place for a moment.
        await WaitForCountAsync(_pending.Open);
        _clock.Advance(TimeSpan.FromSeconds(9));
        await AssertServesAsync(Origin);
        Assert.InRange(_pending.Open, 990, 1_000);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await _pending.WaitForAsync(open: 0);
        Assert.Equal(20, kept.Open);
        Assert.All(await kept.AskAsync(Ask), AssertServed);
        await AssertFewLinesAsync(closed: 5_000);
    }

    [Fact]
    public async Task The_oldest_connection_of_an_address_without_a_whole_request_makes_room_and_busy_ones_stay()
    {
        await StartAsync(("Limits:PendingConnectionsPerAddress", "3"));
        using var busy = new ClientSockets();
        var answer = new TaskCompletionSource();
        using var asked = new SemaphoreSlim(0);
        _platform.Assets = async http =>
        {
            asked.Release();
            await answer.Task;
            await PlatformDouble.Answer(200, World.OneAssetList)(http);
        };
        for (var number = 0; number < 6; number++)
        {
            await busy.AddAsync(Origin, $"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {_platform.Token()}\r\n\r\n");
            Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        string[] begun = ["", "G", "GET / HTTP/1.1\r\nHost: a\r\n", "", "G"];
        for (var number = 0; number < begun.Length; number++)
        {
            await _pending.AddAsync(Origin, begun[number]);
            await WaitForCountAsync(Math.Min(3, number + 1));
            await _pending.WaitForAsync(open: Math.Min(3, number + 1));
        }

        Assert.Equal([false, false, true, true, true], _pending.AreOpen);
        answer.SetResult();
        Assert.All(await busy.AskAsync(string.Empty), AssertServed);
    }

    [Fact]
    public async Task An_address_of_IPv4_is_the_same_through_a_socket_of_IPv6_and_others_are_counted_by_themselves()
    {
        var port = SandboxHost.FreePort();
        await StartAsync(("urls", $"http://127.0.0.1:0;http://*:{port}"), ("Limits:PendingConnectionsPerAddress", "2"));
        var mapped = new Uri($"http://127.0.0.1:{port}");

        foreach (var from in new[] { "127.0.0.1", "127.0.0.2" })
        {
            await _pending.AddAsync(mapped, from: from);
            await WaitForCountAsync(_pending.Open);
            await _pending.AddAsync(Origin, from: from);
            await WaitForCountAsync(_pending.Open);
        }

        Assert.Equal(4, _pending.Open);
        await _pending.AddAsync(mapped);

        await _pending.WaitForAsync(open: 4);
        Assert.Equal([false, true, true, true, true], _pending.AreOpen);
        Assert.Contains(_app!.Log.Lines, line => line.Contains("from 127.0.0.1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_without_a_request_take_half_of_all_at_most_from_however_many_addresses()
    {
        await StartAsync(("Limits:Connections", "10"), ("Limits:PendingConnectionsPerAddress", "100000"));
        for (var number = 0; number < 30; number++)
        {
            await _pending.AddAsync(Origin, "GET", from: $"127.0.0.{2 + (number % 15)}");
            await _pending.WaitForAsync(open: Math.Min(5, number + 1));
        }

        await AssertServesAsync(Origin);
    }

    [Theory]
    [InlineData("urls")]
    [InlineData("PORT")]
    [InlineData("Kestrel:Endpoints:Own:Url")]
    public async Task A_silent_connection_is_closed_wherever_it_was_told_to_listen(string key)
    {
        var port = SandboxHost.FreePort();
        var value = string.Equals(key, "PORT", StringComparison.Ordinal) ? $"{port}" : $"http://127.0.0.1:{port}";
        await StartAsync(("urls", string.Equals(key, "PORT", StringComparison.Ordinal) ? string.Empty : "http://127.0.0.1:0"),
            (key, value));
        var origin = new Uri($"http://127.0.0.1:{port}");
        await _pending.AddAsync(origin);
        await WaitForCountAsync(1);
        await AssertServesAsync(origin);

        _clock.Advance(TimeSpan.FromSeconds(10));
        await _pending.WaitForAsync(open: 0);
    }

    [Fact]
    public async Task Empty_lines_are_no_beginning_of_a_request()
    {
        await StartAsync();
        await _pending.AddAsync(Origin, "\r\n");
        await WaitForCountAsync(1);
        await AssertServesAsync(Origin, "\r\n\r\n" + Ask);

        _clock.Advance(TimeSpan.FromSeconds(5));
        await _pending.SendAsync("\r\n");
        await AssertServesAsync(Origin);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await _pending.WaitForAsync(open: 0);
    }

    [Fact]
    public async Task Headers_that_drip_end_with_the_time_for_headers()
    {
        await StartAsync(("Limits:HeaderSeconds", "1"));
        await _pending.AddAsync(Origin, "GET / HTTP/1.1\r\nX: ");
        var answering = _pending.AskAsync("x").WaitAsync(TimeSpan.FromSeconds(20)); // The server's own default is 30.
        while (await Task.WhenAny(answering, Task.Delay(100)) != answering)
        {
            await _pending.SendAsync("x");
        }

        Assert.StartsWith("HTTP/1.1 408 ", (await answering)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_connection_does_not_hold_up_the_end_of_the_service()
    {
        await StartAsync();
        await _pending.AddAsync(Origin);
        await WaitForCountAsync(1);

        var stopping = _app!.DisposeAsync().AsTask();
        _app = null;
        await stopping.WaitAsync(TimeSpan.FromSeconds(15));
    }

    private async Task StartAsync(params (string Key, string Value)[] settings) =>
        _app = await EnterpriseHost.StartAsync(_platform.Origin, _platform.Issuer, 0, _clock, settings);

    /// <summary>Waits until the server counts so many.</summary>
    private async Task WaitForCountAsync(int count)
    {
        var pending = _app!.Services.GetRequiredService<PendingConnections>();
        for (var attempt = 0; attempt < 600 && pending.Count != count; attempt++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(count, pending.Count);
    }

    private static async Task AssertServesAsync(Uri origin, string request = Ask)
    {
        using var client = new ClientSockets();
        await client.AddAsync(origin, request);
        AssertServed((await client.AskAsync(string.Empty))[0]);
    }

    private static void AssertServed(string answer) => Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);

    /// <summary>However many connections were closed, there are few lines with the whole number.</summary>
    private async Task AssertFewLinesAsync(int closed)
    {
        List<string> lines = [];
        for (var attempt = 0; attempt < 100; attempt++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
            lines = [.. _app!.Log.Lines.Where(line => Regex.IsMatch(line, @"ServerRefusals\[100[67]\]"))];
            var more = lines.Select(line => Regex.Match(line, @" (\d+) more connections")).Where(match => match.Success)
                .Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            if (more + lines.Count(line => line.Contains("[1006]", StringComparison.Ordinal)) >= closed)
            {
                break;
            }
        }

        Assert.InRange(lines.Count, 2, 30);
    }
}
