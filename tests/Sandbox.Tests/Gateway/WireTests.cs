using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

/// <summary>Byte by byte: one request is one request, as strictly as the application reads it.</summary>
public sealed class WireTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("GET / HTTP/1.1\n{host}\n\n")]
    [InlineData("GET / HTTP/1.1\n{host}\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\r\nX-A: b\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\r\nX-A: b\n\nGET / HTTP/1.1\r\n{host}\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\r\nX-A: b\r\n\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\r\nX-A: b\rX-C: d\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\r\nX A: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\r\n folded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n{host}\r\n{host}\r\n\r\n")]
    public async Task What_two_readers_might_read_differently_is_refused_once_and_the_connection_closed(string bytes)
    {
        var host = $"Host: {fixture.Sandbox.Addresses.Application(People.Anna.Tenant).Authority}";
        var seen = await RawConnection.AskAsync(fixture.Sandbox.Origin, bytes.Replace("{host}", host, StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 400 ", seen, StringComparison.Ordinal);
        Assert.Equal(1, RawConnection.Answers(seen));
        Assert.EndsWith("[closed]", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_request_with_CR_LF_is_answered()
    {
        var host = fixture.Sandbox.Addresses.Application(People.Anna.Tenant).Authority;
        var seen = await RawConnection.AskAsync(fixture.Sandbox.Origin, $"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 302 ", seen, StringComparison.Ordinal);
    }
}
