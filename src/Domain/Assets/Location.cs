namespace Enterprise.Domain.Assets;

/// <summary>Where an asset stands; every part may be missing. Assets without a place of their own carry their nearest ancestor's.</summary>
/// <param name="Country">The country's name.</param>
/// <param name="Region">The region or state.</param>
/// <param name="Locality">The city.</param>
/// <param name="StreetAddress">Street and number.</param>
/// <param name="PostalCode">The postal code.</param>
/// <param name="Latitude">Degrees north, -90 to 90; null without the longitude.</param>
/// <param name="Longitude">Degrees east, -180 to 180; null without the latitude.</param>
public sealed record Location(
    string? Country, string? Region, string? Locality, string? StreetAddress, string? PostalCode, double? Latitude, double? Longitude);
