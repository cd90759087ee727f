using System.Net.Sockets;

/// <summary>
/// Runs inside a measured process, which loads it through <c>DOTNET_STARTUP_HOOKS</c>. The runtime demands this name without a namespace.
/// To each connection on a local socket it sends what the process has used so far.
/// </summary>
#pragma warning disable MA0047 // See above.
internal static class StartupHook
#pragma warning restore MA0047
{
    /// <summary>The environment variable with the path of the socket.</summary>
    public const string SocketVariable = "COST_SOCKET";

    public static void Initialize()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Environment.GetEnvironmentVariable(SocketVariable)!));
        listener.Listen();
        new Thread(() =>
        {
            while (true)
            {
                using var connection = listener.Accept();
                connection.Send(BitConverter.GetBytes(Environment.CpuUsage.TotalTime.Ticks));
                connection.Send(BitConverter.GetBytes(GC.GetTotalAllocatedBytes(precise: true)));
            }
        }) { IsBackground = true }.Start();
    }
}
