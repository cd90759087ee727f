using System.Net;
using System.Net.Sockets;

namespace Enterprise.Sandbox.WebProcess;

/// <summary>A loopback port that is free at this moment.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
