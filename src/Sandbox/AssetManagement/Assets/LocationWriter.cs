using System.Text.Json;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>Writes the member <c>location</c>; null, and members that are null, are written as such.</summary>
internal static class LocationWriter
{
    public static void Write(Utf8JsonWriter writer, Location? location)
    {
        if (location is null)
        {
            writer.WriteNull("location");
            return;
        }

        writer.WritePropertyName("location");
        WriteMembers(writer, location);
    }

    public static void WriteMembers(Utf8JsonWriter writer, Location location)
    {
        writer.WriteStartObject();
        writer.WriteString("country", location.Country);
        writer.WriteString("region", location.Region);
        writer.WriteString("locality", location.Locality);
        writer.WriteString("streetAddress", location.StreetAddress);
        writer.WriteString("postalCode", location.PostalCode);
        WriteDegrees(writer, "longitude", location.Longitude);
        WriteDegrees(writer, "latitude", location.Latitude);
        writer.WriteEndObject();
    }

    private static void WriteDegrees(Utf8JsonWriter writer, string name, double? degrees)
    {
        if (degrees is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
