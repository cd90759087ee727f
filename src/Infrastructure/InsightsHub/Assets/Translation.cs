using System.Text.Json;
using Enterprise.Application.Assets;
using Enterprise.Domain.Assets;

namespace Enterprise.Infrastructure.InsightsHub.Assets;

/// <summary>
/// Makes assets of what the platform answered, by hand, because it must be able to refuse: an answer without what makes an asset is refused
/// whole.
/// </summary>
internal static class Translation
{
    public static Asset ToAsset(Wire.Asset? wire) => new()
    {
        Id = AssetId.TryParse(wire?.AssetId, out var id) ? id : throw Nonsense("an asset without a valid ID"),
        Name = wire.Name is { Length: > 0 } name ? name : throw Nonsense("an asset without a name"),
        Type = AssetTypeId.TryParse(wire.TypeId, out var type) ? type : throw Nonsense("an asset without a valid type"),
        Owner = wire.TenantId is { Length: > 0 } owner ? owner : throw Nonsense("an asset without a tenant"),
        Subtenant = OrNull(wire.SubTenant),
        ExternalId = OrNull(wire.ExternalId),
        Description = OrNull(wire.Description),
        TimeZone = OrNull(wire.Timezone),
        TwinType = OrNull(wire.TwinType),
        Parent = AssetId.TryParse(wire.ParentId, out var parent) ? parent : null,
        Location = wire.Location is { } place ? ToLocation(place) : null,
        SharingModes = [.. (wire.Sharing?.Modes ?? []).OfType<string>()],
        Path = [.. (wire.HierarchyPath ?? []).Select(ToReference)],
        Variables = ToValues(wire.Variables),
        AspectValues = [.. (wire.Aspects ?? []).OfType<Wire.AspectValues>().Where(aspect => aspect.Name is not null)
            .Select(aspect => new AspectValues(aspect.Name!, ToValues(aspect.Variables)))],
    };

    public static Aspect ToAspect(Wire.Aspect? wire) => new(
        wire?.Name is { Length: > 0 } name ? name : throw Nonsense("an aspect without a name"),
        wire.AspectTypeId, wire.Category, OrNull(wire.Description),
        [.. (wire.Variables ?? []).OfType<Wire.Variable>().Where(variable => variable.Name is not null)
            .Select(variable => new VariableDefinition(variable.Name!, variable.DataType, OrNull(variable.Unit),
                variable.DefaultValue?.ToString()))]);

    /// <summary>How many items all pages have.</summary>
    public static long ToTotal(Wire.PageInfo? page) => page?.TotalElements is { } total and >= 0 and <= int.MaxValue
        ? total : throw Nonsense("a list without a valid count");

    public static AssetCatalogException Nonsense(string what) => new(CatalogFailure.Nonsense, $"Asset Management returned {what}.");

    private static AssetReference ToReference(Wire.Ancestor? wire) =>
        AssetId.TryParse(wire?.AssetId, out var id) ? new(id, wire.Name ?? id.Value) : throw Nonsense("a path without valid IDs");

    private static Location ToLocation(Wire.Location place)
    {
        var (latitude, longitude) = (Degrees(place.Latitude, 90), Degrees(place.Longitude, 180));
        var isPosition = latitude is not null && longitude is not null;
        return new(
            OrNull(place.Country), OrNull(place.Region), OrNull(place.Locality), OrNull(place.StreetAddress), OrNull(place.PostalCode),
            isPosition ? latitude : null, isPosition ? longitude : null);
    }

    /// <summary>
    /// A coordinate; null for anything but a number in range, so that a wrong one costs the asset its position and not the list its page.
    /// </summary>
    private static double? Degrees(JsonElement? value, double most) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var degrees) && Math.Abs(degrees) <= most ? degrees
            : null;

    private static List<VariableValue> ToValues(IReadOnlyList<Wire.Value?>? values) =>
        [.. (values ?? []).OfType<Wire.Value>().Where(value => value.Name is not null)
            .Select(value => new VariableValue(value.Name!, value.Content?.ToString()))];

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
