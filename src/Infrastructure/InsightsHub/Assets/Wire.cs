using System.Text.Json;
using System.Text.Json.Serialization;

namespace Enterprise.Infrastructure.InsightsHub.Assets;

/// <summary>
/// What Asset Management answers, as far as it is read here; every member may be missing, unknown ones are ignored. Numbers are numbers,
/// never text. Source: the platform's OpenAPI definition of Asset Management, version 3, and answers seen.
/// </summary>
internal static class Wire
{
    internal sealed record AssetList([property: JsonPropertyName("_embedded")] EmbeddedAssets? Embedded, PageInfo? Page);

    internal sealed record EmbeddedAssets(IReadOnlyList<Asset?>? Assets);

    internal sealed record AspectList([property: JsonPropertyName("_embedded")] EmbeddedAspects? Embedded);

    internal sealed record EmbeddedAspects(IReadOnlyList<Aspect?>? Aspects);

    internal sealed record PageInfo(long? TotalElements);

    internal sealed record Asset(
        string? AssetId, string? TenantId, string? SubTenant, string? Name, string? ExternalId, string? Description, string? Timezone,
        string? TwinType,
        string? ParentId, string? TypeId, Location? Location, IReadOnlyList<Value?>? Variables, IReadOnlyList<AspectValues?>? Aspects,
        IReadOnlyList<Ancestor?>? HierarchyPath, string? Deleted, Sharing? Sharing);

    internal sealed record Location(
        string? Country, string? Region, string? Locality, string? StreetAddress, string? PostalCode, JsonElement? Longitude,
        JsonElement? Latitude);

    internal sealed record Value(string? Name, [property: JsonPropertyName("value")] object? Content);

    internal sealed record AspectValues(string? Name, IReadOnlyList<Value?>? Variables);

    internal sealed record Ancestor(string? AssetId, string? Name);

    internal sealed record Sharing(IReadOnlyList<string?>? Modes);

    internal sealed record Aspect(string? Name, string? Category, string? AspectTypeId, string? Description,
        IReadOnlyList<Variable?>? Variables);

    internal sealed record Variable(string? Name, string? DataType, string? Unit, object? DefaultValue);
}

/// <summary>The generated reader of <see cref="Wire"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = 32, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Wire.AssetList))]
[JsonSerializable(typeof(Wire.AspectList))]
[JsonSerializable(typeof(Wire.Asset))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class WireContext : JsonSerializerContext;
