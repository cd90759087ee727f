using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>One signature below a text.</summary>
/// <param name="Key">The id of the key.</param>
/// <param name="Bytes">ECDSA on P-256 with SHA-256, DER.</param>
public sealed record Signature(string Key, byte[] Bytes);

/// <summary>
/// A text that names its key in its last line, an empty line, and one line for each signature. Signed is the text up to and including the line feed of the
/// <c>key</c> line. The format is written down in docs/access-log-format.md.
/// </summary>
/// <param name="Body">The signed text.</param>
/// <param name="Signatures">The signatures; the first is the one of the key that the text names.</param>
public sealed record SignedText(string Body, IReadOnlyList<Signature> Signatures)
{
    /// <summary>What stands for the hash of a text where there is none: 64 zeros.</summary>
    public static readonly string None = new('0', 64);

    private const string Mark = "— ";

    /// <summary>The bytes that are signed.</summary>
    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    /// <summary>The SHA-256 of the signed text, hexadecimal: what the next text names as <c>previous</c>.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Reads a text with its signatures.</summary>
    /// <param name="text">The text.</param>
    /// <param name="signed">The parts, when the answer is true.</param>
    /// <returns>Whether the text has the form, and no other form that means the same.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SignedText? signed)
    {
        signed = null;
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || text.Length <= end + 2 || !text.EndsWith('\n'))
        {
            return false;
        }

        var signatures = new List<Signature>();
        foreach (var line in text[(end + 2)..^1].Split('\n'))
        {
            if (!line.StartsWith(Mark, StringComparison.Ordinal) || line[Mark.Length..].Split(' ') is not [var key, var base64] || !TryBase64(base64, out var bytes))
            {
                return false;
            }

            signatures.Add(new(key, bytes));
        }

        signed = new(text[..(end + 1)], signatures);
        return true;
    }

    /// <summary>The text with its signatures.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Body}\n{string.Concat(Signatures.Select(signature => $"{Mark}{signature.Key} {Convert.ToBase64String(signature.Bytes)}\n"))}";

    private static bool TryBase64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[text.Length];
        bytes = Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
        return bytes is not null && Convert.ToBase64String(bytes) == text;
    }
}
