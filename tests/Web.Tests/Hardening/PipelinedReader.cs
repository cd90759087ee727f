using System.Net.Sockets;
using System.Text;
using Enterprise.Testing;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>Asks for the same thing many times in a row on one connection, and takes the answers after a pause.</summary>
internal static class PipelinedReader
{
    /// <summary>The number of whole answers that were given, and whether the connection was cut meanwhile.</summary>
    /// <param name="origin">Where the application listens.</param>
    /// <param name="request">One request with its empty line.</param>
    /// <param name="count">How often it is sent.</param>
    /// <param name="pause">How long nothing is taken.</param>
    public static async Task<(int Answers, bool IsCut)> AskAsync(Uri origin, string request, int count, TimeSpan pause)
    {
        using var client = new TcpClient { ReceiveBufferSize = 4_096 };
        await client.ConnectAsync(origin.Host, origin.Port);
        await using var stream = client.GetStream();
        var asking = stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(request, count)))).AsTask();
        await Task.Delay(pause);

        var (buffer, answers, rest, isCut) = (new byte[64 * 1024], 0, string.Empty, false);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            int read;
            while (answers < count && (read = await stream.ReadAsync(buffer, timeout.Token)) > 0)
            {
                rest += Encoding.Latin1.GetString(buffer, 0, read);
                answers += RawConnection.Answers(rest);
                rest = rest[^Math.Min(8, rest.Length)..];
            }
        }
        catch (IOException)
        {
            isCut = true;
        }

        await asking.ContinueWith(_ => { }, TaskScheduler.Default);
        return (answers, isCut);
    }
}
