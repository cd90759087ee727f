namespace Enterprise.Sandbox.Data;

/// <summary>A place. Latitude and longitude in degrees, WGS 84; members may be null.</summary>
internal sealed record Location(
    string? Country,
    string? Region,
    string? Locality,
    string? StreetAddress,
    string? PostalCode,
    double? Longitude,
    double? Latitude);
