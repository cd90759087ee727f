using System.Text.Json;
using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.AssetManagement.Types;
using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Data.Files;
using Microsoft.Net.Http.Headers;

namespace Enterprise.Sandbox.AssetManagement.Files;

/// <summary>Files: <c>GET /files</c>, <c>/files/{id}</c>, <c>/files/{id}/file</c>. Members: Siemens' OpenAPI definition.</summary>
internal static class FileReads
{
    private static readonly SmallList<TypeFile> List = new(file => file.Id.ToString(), file => file.Name);

    public static Task AnswerListAsync(ApiRequest request) => List.AnswerAsync(
        request, "/files", "files", request.Data.Files.Values.Where(file => IsVisible(request, file)), (writer, file) =>
            Write(writer, file, request.Links));

    public static Task AnswerOneAsync(ApiRequest request) =>
        Hal.WriteOneAsync(request, Find(request), (writer, file) => Write(writer, file, request.Links), version: 1);

    public static async Task DownloadAsync(ApiRequest request)
    {
        var file = Find(request);
        if (ETags.IsNotModified(request, version: 1))
        {
            return;
        }

        var content = file.Content();
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        request.Response.ContentType = file.ContentType;
        request.Response.ContentLength = content.Length;
        request.Response.Headers.ContentDisposition = disposition.ToString();
        await request.Response.Body.WriteAsync(content, request.Aborted);
    }

    private static TypeFile Find(ApiRequest request) =>
        AssetId.TryParse(request.Id, out var id) && request.Data.Files.TryGetValue(id, out var file) && IsVisible(request, file)
            ? file
            : throw ApiException.NotFound("File", request.Id);

    private static bool IsVisible(ApiRequest request, TypeFile file) => request.IncludeShared
        || !request.Data.Types.IsReceived(file.TenantId);

    private static void Write(Utf8JsonWriter writer, TypeFile file, Links links)
    {
        var id = file.Id.ToString();
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("name", file.Name);
        writer.WriteString("originalFileName", file.Name);
        writer.WriteString("description", file.Description);
        writer.WriteString("tenantId", file.TenantId);
        writer.WriteNull("subTenant");
        writer.WriteString("uploaded", "2025-02-03T08:15:00.000Z");
        writer.WriteString("lastModified", "2025-02-03T08:15:00.000Z");
        writer.WriteBoolean("isAssigned", value: true);
        writer.WriteString("scope", TypeScope.Of(file.TenantId));
        writer.WriteNumber("etag", 1);
        writer.WriteStartObject("_links");
        writer.WriteLink("self", links.File(id));
        writer.WriteLink("download", links.File(id) + "/file");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
