using System.Text;

namespace Enterprise.Endurance.Hostile;

/// <summary>What a value of an answer is replaced with.</summary>
internal static class HostileValues
{
    /// <summary>A text that would run as a script if a page showed it as it is.</summary>
    public const string Script = "<script>canary()</script>";

    private const int LongText = 10 * 1024 * 1024;

    private static readonly Lazy<byte[]> Long = new(() => Encoding.ASCII.GetBytes($"\"{new string('x', LongText)}\""));

    /// <summary>Their names, each with the bytes that stand in place of the value.</summary>
    public static IReadOnlyList<(string Name, Func<JsonNode, ReadOnlyMemory<byte>, byte[]> Make)> All { get; } =
    [
        Value("null", "null"),
        Value("true", "true"),
        Value("zero", "0"),
        Value("negative", "-1"),
        Value("fraction", "0.5"),
        Value("huge number", "123456789012345678901234567890"),
        Value("1e400", "1e400"),
        Value("number of 10,000 digits", new string('9', 10_000)),
        Value("empty text", "\"\""),
        Value("text NaN", "\"NaN\""),
        Value("bare NaN", "NaN"),
        Value("number as text", "\"7\""),
        Value("lone high surrogate", """
            "a\ud800b"
            """),
        Value("lone low surrogate", """
            "\udc00"
            """),
        Value("surrogates the wrong way round", """
            "\udc00\ud800\uD83D\uDE00"
            """),
        Value("NUL", """
            "a\u0000b"
            """),
        Value("bidirectional text", """
            "\u202Eabc\u2066\u200F"
            """),
        Value("script", $"\"\\\"'>{Script}\""),
        Value("date out of range", "\"9999999-13-45T99:99:99.999Z\""),
        Value("empty object", "{}"),
        Value("empty list", "[]"),
        Value("list of nulls", "[null,null]"),
        Value("object with a lone surrogate", """
            {"\ud800":"\udfff","name":{"x":["\ud800"]}}
            """),
        Value("30 levels deep", new string('[', 30) + new string(']', 30)),
        Value("10,000 levels deep", new string('[', 10_000) + new string(']', 10_000)),
        Value("list of 20,000 numbers", $"[{string.Join(',', Enumerable.Repeat("7", 20_000))}]"),
        ("invalid UTF-8", (_, _) => [(byte)'"', 0xFF, 0xC0, 0xAF, 0xED, 0xA0, 0x80, (byte)'"']),
        ("10 MB of text", (_, _) => Long.Value),
        ("twice", Twice),
    ];

    private static (string Name, Func<JsonNode, ReadOnlyMemory<byte>, byte[]> Make) Value(string name, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json.Trim());
        return (name, (_, _) => bytes);
    }

    /// <summary>
    /// A member that stands twice, with two values; an item of a list that comes twice; a document that begins again at its end.
    /// </summary>
    private static byte[] Twice(JsonNode node, ReadOnlyMemory<byte> value) => node switch
    {
        { Member: { } member } => [.. value.Span, .. Encoding.UTF8.GetBytes($",\"{member}\":[7]")],
        { Path: "$" } => [.. value.Span, .. value.Span],
        _ => [.. value.Span, (byte)',', .. value.Span],
    };
}
