using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>A checkpoint or a statement as text: what is signed, its lines, its signatures.</summary>
internal sealed partial class SignedParts
{
    private SignedParts(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        Require(end >= 0);
        Bytes = new UTF8Encoding(false, true).GetBytes(text[..(end + 1)]);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Bytes));
        Lines = text[..end].Split('\n');
        foreach (var line in Lines.Skip(1))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            Require(Values.TryAdd(space < 0 ? line : line[..space], space < 0 ? string.Empty : line[(space + 1)..]));
        }

        foreach (var line in text[(end + 2)..].Split('\n').Where(line => line.Length > 0))
        {
            var parts = line.Split(' ');
            Require(parts is ["—", _, _]);
            Signatures.Add((parts[1], Base64(parts[2])));
        }

        Require(Values.ContainsKey("key") && Signatures.Count > 0);
    }

    public byte[] Bytes { get; }

    public string Hash { get; }

    public string[] Lines { get; }

    public string Key => Values["key"];

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public List<(string Key, byte[]? Signature)> Signatures { get; } = [];

    public long Number => Count("number");

    /// <summary>Reads a statement.</summary>
    /// <exception cref="FormatException">It is no signed text.</exception>
    public static SignedParts Statement(string text)
    {
        var parts = new SignedParts(text);
        Require(parts.Number >= 0 && parts.Values.ContainsKey("kind") && parts.Values.ContainsKey("tenant"));
        return parts;
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="FormatException">It is no checkpoint.</exception>
    public static SignedParts Checkpoint(string text)
    {
        var parts = new SignedParts(text);
        Require(parts.Lines.Length > 3 && Digits().IsMatch(parts.Lines[1]) && Base64(parts.Lines[2])?.Length == 32 && parts.Count("epoch") >= 0 && parts.Number >= 0);
        Require(Time().IsMatch(parts.Text("time")) && DateTimeOffset.TryParse(parts.Text("time"), System.Globalization.CultureInfo.InvariantCulture, out _));
        Require(NumberAndHash().IsMatch(parts.Text("statements")) && Hex64().IsMatch(parts.Text("previous")));
        return parts;
    }

    public string Text(string name) => Values.GetValueOrDefault(name, string.Empty);

    public long Count(string name)
    {
        Require(Digits().IsMatch(Text(name)));
        return long.Parse(Text(name), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static byte[]? Base64(string text)
    {
        try
        {
            return text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '=') ? Convert.FromBase64String(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new FormatException("no signed text");
        }
    }

    [GeneratedRegex(@"\A[0-9]{1,18}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[0-9]{1,18} [0-9a-f]{64}\z")]
    private static partial Regex NumberAndHash();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Hex64();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\z")]
    private static partial Regex Time();
}
