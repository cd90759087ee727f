using System.Security.Cryptography;
using System.Text;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>One signature below a text.</summary>
/// <param name="Key">The id of the key.</param>
/// <param name="Bytes">ECDSA on P-256 with SHA-256, DER.</param>
internal sealed record Signature(string Key, byte[] Bytes);

/// <summary>
/// A text that names its key in its last line, an empty line, and one line for each signature. Signed is the text up to and including the
/// line feed of the <c>key</c> line. docs/access-log-format.md describes the format.
/// </summary>
/// <param name="Body">The signed text.</param>
/// <param name="Signatures">The signatures; the first is the one of the key that the text names.</param>
internal sealed record SignedText(string Body, IReadOnlyList<Signature> Signatures)
{
    /// <summary>What stands for the hash of a text where there is none: 64 zeros.</summary>
    public static readonly string None = new('0', 64);

    private const string Mark = "— ";

    /// <summary>The bytes that are signed.</summary>
    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    /// <summary>The SHA-256 of the signed text, hexadecimal: what the next text names as <c>previous</c>.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Reads a text with its signatures.</summary>
    /// <returns>The parts; null where the text has another form, even one that means the same.</returns>
    public static SignedText? Read(string? text)
    {
        var end = text?.IndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (end < 0 || text!.Length <= end + 2 || !text.EndsWith('\n'))
        {
            return null;
        }

        var signatures = new List<Signature>();
        foreach (var line in text[(end + 2)..^1].Split('\n'))
        {
            if (!line.StartsWith(Mark, StringComparison.Ordinal) || line[Mark.Length..].Split(' ') is not [var key, var base64]
                || Base64(base64) is not { } bytes)
            {
                return null;
            }

            signatures.Add(new(key, bytes));
        }

        return new(text[..(end + 1)], signatures);
    }

    /// <summary>The text with its signatures.</summary>
    public override string ToString() =>
        $"{Body}\n{string.Concat(Signatures.Select(signature => $"{Mark}{signature.Key} {Convert.ToBase64String(signature.Bytes)}\n"))}";

    /// <summary>Bytes in base64; null where the text is another form of them, or none.</summary>
    public static byte[]? Base64(string text)
    {
        var buffer = new byte[text.Length];
        var bytes = Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
        return bytes is not null && Convert.ToBase64String(bytes) == text ? bytes : null;
    }
}

/// <summary>A signed document: what it says, and the text that was signed.</summary>
/// <param name="Text">The text with its signatures.</param>
/// <param name="Content">What it says.</param>
internal sealed record Signed<T>(SignedText Text, T Content);
