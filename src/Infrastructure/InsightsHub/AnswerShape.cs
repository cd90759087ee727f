using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>Checks an answer before it is parsed: its depth and the length of its lists. Makes its text well-formed Unicode.</summary>
internal static class AnswerShape
{
    /// <summary>The most items that a list may have.</summary>
    public const int MostItems = 10_000;

    private const int MostDepth = 32;
    private const int EscapeLength = 6; // \uXXXX

    /// <summary>Replaces what is not UTF-8 with U+FFFD.</summary>
    /// <returns>The same bytes where all of them are UTF-8.</returns>
    public static byte[] ToUtf8(byte[] json) => Utf8.IsValid(json) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));

    /// <summary>Whether no list is too long. Lone surrogates, which no text can hold, are overwritten with U+FFFD on the way.</summary>
    /// <exception cref="JsonException">The answer is not JSON, or too deep.</exception>
    public static bool IsBearable(Span<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        Span<int> items = stackalloc int[MostDepth + 1];
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                ReplaceLoneSurrogates(json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
            }

            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.PropertyName)
            {
                continue;
            }

            // Members of objects are counted too: as few of them make sense.
            if (++items[reader.CurrentDepth] > MostItems)
            {
                return false;
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                items[reader.CurrentDepth + 1] = 0;
            }
        }

        return true;
    }

    private static void ReplaceLoneSurrogates(Span<byte> text)
    {
        while (text.IndexOf((byte)'\\') is >= 0 and var at)
        {
            text = text[at..];
            if (CodeOf(text) is not { } code)
            {
                text = text[2..];
            }
            else if (char.IsHighSurrogate(code) && CodeOf(text[EscapeLength..]) is { } next && char.IsLowSurrogate(next))
            {
                text = text[(2 * EscapeLength)..];
            }
            else
            {
                if (char.IsSurrogate(code))
                {
                    "\\ufffd"u8.CopyTo(text);
                }

                text = text[EscapeLength..];
            }
        }
    }

    /// <summary>What <c>\uXXXX</c> stands for; null where the text begins with anything else.</summary>
    private static char? CodeOf(ReadOnlySpan<byte> text) =>
        text.StartsWith("\\u"u8) && Utf8Parser.TryParse(text[2..EscapeLength], out ushort code, out _, 'x') ? (char)code : null;
}
