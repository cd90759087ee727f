using System.Net;
using System.Net.Sockets;
using Enterprise.Testing;
using Enterprise.Web.Security;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Authentication;

/// <summary>S10: a token that is used from a second address is let in, marked and said.</summary>
public sealed class TokenReuseTests : World
{
    private const string Marked = "token_seen_elsewhere";

    protected override (string Key, string Value)[] Settings => [("Proxies:Known:0", "127.0.0.1")];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await App.WaitForHealthAsync();
    }

    [Fact]
    public async Task A_token_from_a_second_address_is_let_in_and_marked_and_said_once()
    {
        var token = Platform.Token(claims => claims["jti"] = "id-of-the-token");
        Assert.Null(await RemarkOf(token, "203.0.113.7"));
        Assert.Null(await RemarkOf(token, "::ffff:203.0.113.7"));
        Assert.Equal(Marked, await RemarkOf(token, "203.0.113.8"));
        Assert.Equal(Marked, await RemarkOf(token, "2001:db8::8"));
        Assert.Null(await RemarkOf(token, "203.0.113.7"));

        var line = Assert.Single(App.Log.Lines, line => line.Contains(Marked, StringComparison.Ordinal));
        Assert.Contains("tenant acme, user u-1", line, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_page_carries_the_mark_and_another_token_of_the_same_person_does_not()
    {
        var token = Platform.Token(claims => claims["jti"] = "one");
        await RemarkOf(token, "203.0.113.7");
        Assert.Equal(Marked, await RemarkOf(token, "203.0.113.8", "/access-log"));
        Assert.Null(await RemarkOf(Platform.Token(claims => claims["jti"] = "two"), "203.0.113.8"));
    }

    [Fact]
    public async Task Without_a_proxy_the_address_that_connected_counts_whatever_a_header_says()
    {
        await using var app = await EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer, 0, null, ("urls", "http://[::]:0"));
        var (token, port) = (Platform.Token(), app.Origin.Port);
        foreach (var (from, to, forwarded, remark) in new[]
        {
            ("127.0.0.1", "127.0.0.1", "203.0.113.7", null), ("127.0.0.1", "127.0.0.1", "203.0.113.8", null),
            ("127.0.0.2", "127.0.0.1", "203.0.113.7", Marked), ("::1", "[::1]", "203.0.113.7", Marked),
        })
        {
            using var client = ClientFrom(IPAddress.Parse(from), new($"http://{to}:{port}"), token);
            client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            var entry = StoredEntries.Of(app, answer);
            Assert.Equal((from, remark), ((string?)entry["Address"], (string?)entry["Remark"]));
        }
    }

    [Fact]
    public void Tokens_are_remembered_until_they_have_expired_and_so_many_only()
    {
        var clock = new FakeTimeProvider();
        var sightings = new TokenSightings(clock, most: 1000);
        var (here, there, now) = (IPAddress.Loopback, IPAddress.IPv6Loopback, clock.GetUtcNow());
        for (var number = 0; number < 5000; number++)
        {
            sightings.See($"a.{number}.s", here, now.AddMinutes(number + 1));
        }

        Assert.Equal(1000, sightings.Count);
        Assert.Equal((true, true), sightings.See("a.4999.s", there, now.AddMinutes(5000)));
        Assert.Equal((true, false), sightings.See("a.4999.x", there, now.AddMinutes(5000)));
        Assert.Equal((false, false), sightings.See("a.0.s", there, now.AddMinutes(5000)));

        clock.Advance(TimeSpan.FromMinutes(4999));
        sightings.See("a.new.s", here, now.AddMinutes(6000));
        Assert.Equal(3, sightings.Count);
    }

    [Fact]
    public async Task Many_at_once_agree_on_the_first_address()
    {
        var sightings = new TokenSightings(TimeProvider.System);
        var end = TimeProvider.System.GetUtcNow().AddHours(1);
        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            Enumerable.Range(0, 1000).Count(_ => sightings.See("a.b.c", IPAddress.Parse($"203.0.113.{thread}"), end).IsElsewhere))));

        Assert.Equal(1, seen.Count(number => number == 0));
        Assert.Equal(7, seen.Count(number => number == 1000));
    }

    private async Task<string?> RemarkOf(string token, string client, string path = "/")
    {
        using var http = App.ClientWith(token);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", client);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(path == "/" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        return (string?)StoredEntries.Of(App, answer)["Remark"];
    }

    private static HttpClient ClientFrom(IPAddress address, Uri server, string token)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        return client;
    }
}
