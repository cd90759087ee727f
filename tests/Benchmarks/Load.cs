using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Enterprise.Benchmarks;

/// <summary>A kind of request, and the response that it must get.</summary>
/// <param name="Statuses">What the status of a response may be.</param>
/// <param name="Contains">Text in the first response to each connection.</param>
/// <param name="Requests">The bytes to send; connections take different ones, each in turn.</param>
internal sealed record Exchange(int[] Statuses, string Contains, IReadOnlyList<byte[]> Requests)
{
    /// <summary>The bytes of a request as a browser behind a gateway sends it, but for compression.</summary>
    public static byte[] Request(string path, string accept, string? token, string method = "GET") => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nAccept-Encoding: identity\r\n"
        + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
        + $"{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n");
}

/// <summary>Sends requests over many connections, one at a time on each, with as little work of its own as possible.</summary>
internal static class Load
{
    private const int MostBytes = 1 << 20;

    /// <summary>Sends requests until the time is over.</summary>
    /// <returns>The latencies in milliseconds, ascending, and the size of one response with its headers.</returns>
    /// <exception cref="InvalidOperationException">A response was not the expected one.</exception>
    public static async Task<(IReadOnlyList<double> Times, int Bytes)> RunAsync(
        Uri origin, Exchange exchange, int connections, TimeSpan time)
    {
        var size = 0;
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, origin.Port);
            var statuses = Array.ConvertAll(exchange.Statuses, status => Encoding.ASCII.GetBytes($"HTTP/1.1 {status} "));
            var contained = Encoding.UTF8.GetBytes(exchange.Contains);
            var (buffer, times) = (new byte[MostBytes], new List<double>());
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
            {
                var begun = Stopwatch.GetTimestamp();
                await socket.SendAsync(exchange.Requests[(connection + times.Count * connections) % exchange.Requests.Count]);
                size = await ReceiveAsync(socket, buffer);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                if (!Array.Exists(statuses, status => buffer.AsSpan().StartsWith(status))
                    || (times.Count == 1 && buffer.AsSpan(0, size).IndexOf(contained) < 0))
                {
                    var response = Encoding.UTF8.GetString(buffer, 0, Math.Min(size, 1000));
                    throw new InvalidOperationException(
                        $"Expected {string.Join(" or ", exchange.Statuses)} with '{exchange.Contains}', got: {response}");
                }
            }

            return times;
        })));
        return ([.. times.SelectMany(one => one).Order()], size);
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        var have = 0;
        while (!IsWhole(buffer.AsSpan(0, have)))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(have));
            have += read > 0 ? read : throw new IOException("The connection was closed, or the response is too long.");
        }

        return have;
    }

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        var end = response.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var length = response[..end].IndexOf("Content-Length: "u8);
        return length < 0
            ? response.EndsWith("\r\n0\r\n\r\n"u8)
            : response.Length >= end + 4 + int.Parse(
                response[(length + 16)..(length + 16 + response[(length + 16)..].IndexOf((byte)'\r'))], CultureInfo.InvariantCulture);
    }
}
