using System.Net.Sockets;
using System.Text;

namespace Enterprise.Testing;

/// <summary>A TCP connection that says exactly what the test says: an HTTP client is too polite for some of it.</summary>
public static class RawConnection
{
    /// <summary>Sends the text and reads until the server has closed, or is silent for the given time.</summary>
    public static async Task<string> AskAsync(Uri server, string text, double silence = 1.5)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        var seen = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(silence));
                var count = await stream.ReadAsync(buffer, timeout.Token);
                if (count == 0)
                {
                    return seen.Append("[closed]").ToString();
                }

                seen.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            return seen.Append(end is IOException ? "[closed]" : "[open]").ToString();
        }
    }

    /// <summary>How many answers stand in what was read.</summary>
    public static int Answers(string seen) => seen.Split("HTTP/1.1 ").Length - 1;
}
