using System.Text.Json;
using System.Text.Json.Nodes;

namespace Enterprise.Sandbox.Faults;

/// <summary>Pages of lists as a faulty platform answers them. What is no page of a list stays as it is.</summary>
internal static class ChangedList
{
    public static byte[] WithoutMiddlePage(byte[] body) => Change(body, page =>
    {
        var (number, pages) = ((int?)page["page"]?["number"], (int?)page["page"]?["totalPages"]);
        if (number > 0 && number < pages - 1)
        {
            page.Remove("_embedded");
        }
    });

    public static byte[] WithEmptyEmbedded(byte[] body) => Change(body, page => page["_embedded"] = new JsonObject());

    public static byte[] WithDuplicate(byte[] body) => Change(body, page =>
    {
        if (page["_embedded"]?.AsObject().FirstOrDefault().Value is JsonArray { Count: > 1 } items)
        {
            items[1] = items[0]!.DeepClone();
        }
    });

    private static byte[] Change(byte[] body, Action<JsonObject> change)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject page || !page.ContainsKey("_embedded"))
            {
                return body;
            }

            change(page);
            return JsonSerializer.SerializeToUtf8Bytes(page);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
