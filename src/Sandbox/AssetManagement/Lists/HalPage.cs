using System.Text.Json;

namespace Enterprise.Sandbox.AssetManagement.Lists;

/// <summary>
/// Answers with one page of a list: <c>_embedded</c> (missing without items), <c>_links</c> and <c>page</c>. A page past the end has no
/// items and is no error, since the platform's command line client always asks for one page too many.
/// </summary>
internal static class HalPage
{
    /// <summary>So many items go out at once, which bounds the memory of a big page.</summary>
    private const int ItemsInFlush = 100;

    /// <summary>Writes the page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">The list's path below the API's base, with a leading slash.</param>
    /// <param name="relation">The name of the list in <c>_embedded</c>.</param>
    /// <param name="page">The page asked for.</param>
    /// <param name="total">The items on all pages.</param>
    /// <param name="writeItem">Writes the item at an index of the whole list.</param>
    public static async Task WriteAsync(
        ApiRequest request, string path, string relation, PageRequest page, int total, Action<Utf8JsonWriter, int> writeItem)
    {
        if (ETags.IsListNotModified(request))
        {
            return;
        }

        request.Response.ContentType = Hal.ContentType;
        await using var writer = new Utf8JsonWriter(request.Response.BodyWriter, Hal.WriterOptions);
        writer.WriteStartObject();
        if (page.First < total)
        {
            writer.WriteStartObject("_embedded");
            writer.WriteStartArray(relation);
            var first = (int)page.First;
            var count = Math.Min(page.Size, total - first);
            for (var item = 0; item < count; item++)
            {
                writeItem(writer, first + item);
                if (item % ItemsInFlush == ItemsInFlush - 1)
                {
                    await writer.FlushAsync(request.Aborted);
                    await request.Response.BodyWriter.FlushAsync(request.Aborted);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        WriteLinks(writer, $"{request.Links.Base}{path}", page, page.PagesOf(total), request.Query.WithoutPage());
        writer.WriteStartObject("page");
        writer.WriteNumber("size", page.Size);
        writer.WriteNumber("totalElements", total);
        writer.WriteNumber("totalPages", page.PagesOf(total));
        writer.WriteNumber("number", page.Number);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>
    /// The order first, prev, self, next, last is the one seen in real answers, with <c>prev</c> where its framework puts it.
    /// </summary>
    private static void WriteLinks(Utf8JsonWriter writer, string list, PageRequest page, int pages, string parameters)
    {
        writer.WriteStartObject("_links");
        writer.WriteLink("first", Href(0));
        if (page.Number > 0)
        {
            writer.WriteLink("prev", Href(page.Number - 1));
        }

        writer.WriteLink("self", Href(page.Number));
        if (page.Number < pages - 1)
        {
            writer.WriteLink("next", Href(page.Number + 1));
        }

        writer.WriteLink("last", Href(Math.Max(0, pages - 1)));
        writer.WriteEndObject();

        string Href(int number) => $"{list}?page={number}&size={page.Size}{parameters}";
    }
}
