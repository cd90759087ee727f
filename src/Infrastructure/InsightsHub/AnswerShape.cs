using System.Text.Json;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>Looks over an answer before anything is made of it: how deep it is, and how long its lists are.</summary>
internal static class AnswerShape
{
    /// <summary>The most items that a list may have.</summary>
    public const int MostItems = 10_000;

    private const int MostDepth = 32;

    /// <summary>Whether every list in the answer is of a bearable length.</summary>
    /// <exception cref="JsonException">The answer is no JSON, or too deep.</exception>
    public static bool IsBearable(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        Span<int> items = stackalloc int[MostDepth + 1];
        while (reader.Read())
        {
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
}
