using System.IO.Compression;

namespace Enterprise.Endurance.Hostile;

/// <summary>Content encodings, and damage to what they made.</summary>
internal static class Encodings
{
    private const int Damaged = 8;

    /// <summary>Those that the application accepts.</summary>
    public static IReadOnlyList<string> Names { get; } = ["gzip", "deflate", "br"];

    /// <summary>Where damage is done.</summary>
    public static IReadOnlyList<string> Places { get; } = ["head", "middle", "end"];

    public static byte[] Compress(string encoding, byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var stream = Stream(encoding, compressed))
        {
            stream.Write(body);
        }

        return compressed.ToArray();
    }

    /// <summary>Compresses into another stream.</summary>
    public static Stream Stream(string encoding, Stream compressed) => encoding switch
    {
        "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        _ => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
    };

    /// <summary>Turns every bit of eight bytes over.</summary>
    public static byte[] Damage(byte[] compressed, string place)
    {
        var damaged = compressed.ToArray();
        var start = place switch { "head" => 0, "middle" => damaged.Length / 2, _ => damaged.Length - Damaged };
        foreach (ref var one in damaged.AsSpan(start, Damaged))
        {
            one ^= 0xFF;
        }

        return damaged;
    }
}
