using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>Plain TCP connections of one client, in the order in which they were opened.</summary>
internal sealed class ClientSockets : IDisposable
{
    private readonly List<Socket> _sockets = [];

    public int Open => _sockets.Count(socket => !IsClosed(socket));

    public IEnumerable<bool> AreOpen => _sockets.Select(socket => !IsClosed(socket));

    /// <summary>Connects, and sends the text at once.</summary>
    public async Task AddAsync(Uri server, string text = "", string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_sockets)
        {
            _sockets.Add(socket);
        }

        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>Sends the text on every connection.</summary>
    public Task SendAsync(string text) =>
        Task.WhenAll(_sockets.Select(async socket => await socket.SendAsync(Encoding.ASCII.GetBytes(text))));

    /// <summary>Sends the text on every connection and reads the answer's head, or its beginning, of each.</summary>
    public Task<string[]> AskAsync(string text) => Task.WhenAll(_sockets.Select(async socket =>
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(text));
        var buffer = new byte[16 * 1024];
        return Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }));

    /// <summary>Waits until no more than so many are open, and no fewer than so many are.</summary>
    public async Task WaitForAsync(int open, int? least = null)
    {
        for (var attempt = 0; attempt < 600 && Open > open; attempt++)
        {
            await Task.Delay(50);
        }

        Xunit.Assert.InRange(Open, least ?? open, open);
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    /// <summary>Readable without a byte to read: the server ended it.</summary>
    private static bool IsClosed(Socket socket) => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
}
