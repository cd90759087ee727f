using System.Globalization;
using System.Text.Json;

namespace Enterprise.Endurance.Hostile;

/// <summary>One value of a JSON document, and where its bytes stand.</summary>
/// <param name="Path">For example <c>$.page.totalElements</c>.</param>
/// <param name="Member">The name of the member that it is the value of; null for the root and for items of lists.</param>
/// <param name="Start">The place of its first byte.</param>
/// <param name="End">The place after its last byte.</param>
internal sealed record JsonNode(string Path, string? Member, int Start, int End)
{
    /// <summary>All values of a document, containers after what they hold.</summary>
    public static IReadOnlyList<JsonNode> Of(ReadOnlySpan<byte> json)
    {
        var (nodes, open, member) = (new List<JsonNode>(), new Stack<Container>(), (string?)null);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = reader.GetString();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(new(PathOf(open, member), member, (int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartArray));
                    member = null;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var closed = open.Pop();
                    nodes.Add(new(closed.Path, closed.Member, closed.Start, (int)reader.BytesConsumed));
                    break;
                default:
                    nodes.Add(new(PathOf(open, member), member, (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
                    member = null;
                    break;
            }
        }

        return nodes;
    }

    /// <summary>The document with other bytes in place of this value.</summary>
    public byte[] Replace(byte[] json, ReadOnlySpan<byte> value) => [.. json.AsSpan(0, Start), .. value, .. json.AsSpan(End)];

    private static string PathOf(Stack<Container> open, string? member) => open.TryPeek(out var parent)
        ? parent.IsList ? string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{parent.Items++}]") : $"{parent.Path}.{member}"
        : "$";

    private sealed record Container(string Path, string? Member, int Start, bool IsList)
    {
        public int Items { get; set; }
    }
}
