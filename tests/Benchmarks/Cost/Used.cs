using System.Net.Sockets;

namespace Enterprise.Benchmarks.Cost;

/// <summary>What a process has used since its start.</summary>
/// <param name="Cpu">Processor time, user and system.</param>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
internal sealed record Used(TimeSpan Cpu, long Allocated)
{
    /// <summary>The environment of a process that is to be asked on this socket.</summary>
    public static Dictionary<string, string> Environment(string socket) => new(StringComparer.Ordinal)
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, [StartupHook.SocketVariable] = socket,
    };

    public static async Task<Used> ByAsync(string socket)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        using var stream = new NetworkStream(client);
        var bytes = new byte[2 * sizeof(long)];
        await stream.ReadExactlyAsync(bytes);
        return new(TimeSpan.FromTicks(BitConverter.ToInt64(bytes)), BitConverter.ToInt64(bytes, sizeof(long)));
    }
}
