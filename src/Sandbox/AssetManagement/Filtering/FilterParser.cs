using System.Text.Json;

namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>
/// Reads the filter grammar of Siemens' documentation. Members on fields it does not know are left out without a word, as documented;
/// a filter of such members only constrains nothing.
/// </summary>
/// <param name="knowsField">Tells the filterable fields; their case matters.</param>
internal sealed class FilterParser(Func<string, bool> knowsField)
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 32 };

    /// <summary>Parses one filter.</summary>
    /// <exception cref="InvalidFilterException">It is no JSON, or outside the grammar.</exception>
    public FilterNode Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Json);
            return new FilterNode.All(Members(document.RootElement));
        }
        catch (JsonException error)
        {
            throw new InvalidFilterException("The filter is no JSON", error);
        }
        catch (InvalidOperationException error)
        {
            // A string with half a surrogate pair is JSON by its grammar and no text.
            throw new InvalidFilterException("The filter holds text that is no Unicode", error);
        }
    }

    private List<FilterNode> Members(JsonElement filter)
    {
        if (filter.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidFilterException("A filter must be an object");
        }

        var nodes = new List<FilterNode>();
        var any = false;
        foreach (var member in filter.EnumerateObject())
        {
            any = true;
            if (Member(member) is { } node)
            {
                nodes.Add(node);
            }
        }

        return any ? nodes : throw new InvalidFilterException("A filter must have a member");
    }

    private FilterNode? Member(JsonProperty member)
    {
        switch (member.Name)
        {
            case "and":
                return Members(member.Value) is { Count: > 0 } all ? new FilterNode.All(all) : null;
            case "or":
                return Members(member.Value) is { Count: > 0 } some ? new FilterNode.Any(some) : null;
            case "not":
                return Members(member.Value) is { Count: > 0 } none ? new FilterNode.Not(new FilterNode.All(none)) : null;
            default:
                return knowsField(member.Name) ? FilterFunctionParser.OfField(member.Name, member.Value) : null;
        }
    }
}
