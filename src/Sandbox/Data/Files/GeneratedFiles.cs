using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Enterprise.Sandbox.Data.Files;

/// <summary>Small valid files, generated.</summary>
internal static class GeneratedFiles
{
    private const int Side = 96;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A document of one page with a title and one line. Parentheses and backslashes must not occur.</summary>
    public static byte[] Pdf(string title, string line)
    {
        var content = $"BT /F1 20 Tf 72 760 Td ({title}) Tj 0 -40 Td /F1 12 Tf ({line}) Tj ET";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            string.Create(CultureInfo.InvariantCulture, $"<</Length {content.Length}>>\nstream\n{content}\nendstream"),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ];
        var text = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder();
        for (var number = 1; number <= objects.Length; number++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{text.Length:0000000000} 00000 n \n");
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{objects[number - 1]}\nendobj\n");
        }

        var start = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n{table}")
            .Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>A square picture with a disc.</summary>
    /// <param name="hue">0 to 255: its colour.</param>
    public static byte[] Png(int hue)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        (header[8], header[9]) = (8, 2);
        using var pixels = new MemoryStream();
        using (var compressed = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < Side; y++)
            {
                compressed.WriteByte(0);
                for (var x = 0; x < Side; x++)
                {
                    var inside = ((x - (Side / 2)) * (x - (Side / 2))) + ((y - (Side / 2)) * (y - (Side / 2))) < Side * Side / 6;
                    compressed.Write(inside ? [(byte)hue, 0x64, (byte)(255 - hue)] : [0xEF, 0xF0, 0xF1]);
                }
            }
        }

        return [.. Signature, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>CRC-32 of ISO 3309, which PNG demands.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
