using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Enterprise.Benchmarks.Cost;

/// <summary>
/// The platform's asset API, answered from memory: 20 assets in 15.8 KB, each below a parent of its own that is not in the list, so that a
/// request for the parents' names is answered with as much again.
/// </summary>
internal static class AssetStub
{
    /// <summary>The argument that starts it.</summary>
    public const string Word = "cost-stub";

    /// <summary>The path of the list.</summary>
    public const string List = "/api/assetmanagement/v3/assets";

    private const int FirstParent = 1000;

    public static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    public static async Task<int> RunAsync()
    {
        var (assets, parents, children) = (Embedded(Assets(0, 20)), Embedded(Assets(FirstParent, 20)), Embedded(Assets(1, 5)));
        var asset = JsonSerializer.SerializeToUtf8Bytes(Asset(0));
        var aspects = Embedded(new { aspects = Enumerable.Range(0, 5).Select(Aspect) });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(http =>
        {
            var (path, query) = (http.Request.Path.Value!, http.Request.QueryString.Value!);
            var body = path.EndsWith("/aspects", StringComparison.Ordinal) ? aspects
                : path.Length > List.Length ? asset
                : query.Contains("assetId", StringComparison.Ordinal) ? parents
                : query.Contains("parentId", StringComparison.Ordinal) ? children
                : assets;
            http.Response.ContentType = "application/hal+json";
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body).AsTask();
        });
        return await Helper.ServeAsync(app);
    }

    private static byte[] Embedded(object items) => JsonSerializer.SerializeToUtf8Bytes(
        new { _embedded = items, page = new { size = 50, totalElements = 20, totalPages = 1, number = 0 } });

    private static object Assets(int first, int count) => new { assets = Enumerable.Range(first, count).Select(Asset) };

    private static object Asset(int number) => new
    {
        assetId = Id(number), tenantId = "acme", name = $"Pump {number}", etag = 0, externalId = $"SN-{number}", t2Tenant = (string?)null,
        subTenant = (string?)null, description = "Feed pump of the second cooling circuit in hall 12", timezone = "Europe/Berlin",
        parentId = Id(FirstParent + number), typeId = "acme.pump",
        location = new { country = "Germany", region = "Bavaria", locality = "Erlangen", longitude = 11.004, latitude = 49.597 },
        fileAssignments = Array.Empty<object>(), variables = Array.Empty<object>(), aspects = Array.Empty<object>(),
        locks = Array.Empty<object>(), hierarchyPath = Array.Empty<object>(), deleted = (string?)null,
        sharing = new { modes = Array.Empty<string>() },
        _links = new { self = Link(number, string.Empty), aspects = Link(number, "/aspects") },
    };

    private static object Link(int number, string below) => new { href = $"https://gateway.eu1.mindsphere.io{List}/{Id(number)}{below}" };

    private static object Aspect(int number) => new
    {
        name = $"Aspect {number}", category = "dynamic", aspectTypeId = $"acme.aspect{number}", holderAssetId = Id(0),
        description = "Measured values",
        variables = Enumerable.Range(0, 4).Select(variable => new
        {
            name = $"Temperature {variable}", dataType = "DOUBLE", unit = "°C", searchable = true, length = (int?)null, qualityCode = true,
        }),
    };
}
