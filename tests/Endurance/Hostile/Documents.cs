using System.Text;
using Enterprise.Testing;
using Microsoft.AspNetCore.Http;

namespace Enterprise.Endurance.Hostile;

/// <summary>What the application reads from outside: the asset API's answers to its two pages, and the identity service's keys.</summary>
internal static class Documents
{
    /// <summary>
    /// Where the key that signs the tokens is in the key set. A set in which it alone is wrong is a valid set without it, which withdraws
    /// it.
    /// </summary>
    public const string SigningKey = "$.keys[1]";

    private const string Hal = "application/hal+json";

    private const string OneAsset = """
        {"assetId":"00000000000000000000000000000001","tenantId":"acme","subTenant":"north","name":"Pump 7","etag":3,"externalId":"SN-7","typeId":"acme.pump",
        "description":"Feeds the boiler","timezone":"Europe/Berlin","twinType":"performance","parentId":"00000000000000000000000000000009","t2Tenant":false,
        "location":{"country":"Germany","region":"Bavaria","locality":"Erlangen","streetAddress":"Street 1","postalCode":"91052","longitude":11.01,"latitude":49.59},
        "variables":[{"name":"height","value":"2.5"},{"name":"weight","value":80}],"aspects":[{"name":"motor","variables":[{"name":"power","value":15.5}]}],
        "hierarchyPath":[{"assetId":"00000000000000000000000000000009","name":"Hall"}],"sharing":{"modes":["SHARER"]},"deleted":null}
        """;

    private const string OnePage = ""","page":{"size":50,"totalElements":1,"totalPages":1,"number":0},"_links":{"self":{"href":"/assets"}}}""";

    private const string AssetPage = "/assets/00000000000000000000000000000001";

    private static readonly Document List = Assets("asset list", "/", OneAsset);

    private static readonly Document Names = Assets("names of parents", "/", OneAsset.Replace(World.Id(1), World.Id(9), StringComparison.Ordinal));

    private static readonly Document Children = Assets("children", AssetPage, OneAsset.Replace(World.Id(1), World.Id(2), StringComparison.Ordinal));

    private static readonly Document One = new("asset", AssetPage, Hal, Encoding.UTF8.GetBytes(OneAsset));

    private static readonly Document Aspects = new("aspects", AssetPage, Hal, Encoding.UTF8.GetBytes("""
        {"_embedded":{"aspects":[{"name":"motor","category":"static","aspectTypeId":"acme.motor","description":"Drives the pump","variables":[
        {"name":"power","dataType":"DOUBLE","unit":"kW","defaultValue":11.5,"length":null}]}]}
        """ + OnePage));

    /// <summary>The answers of the asset API.</summary>
    public static IReadOnlyList<Document> OfAssets { get; } = [List, Names, One, Aspects, Children];

    /// <summary>The key set: the first key is what is made wrong, the second signs the tokens.</summary>
    public static Document Keys(PlatformDouble platform)
    {
        var numbers = platform.Key.ExportParameters(includePrivateParameters: false);
        var (modulus, exponent) = (PlatformDouble.Encode(numbers.Modulus!), PlatformDouble.Encode(numbers.Exponent!));
        return new("key set", "/", "application/json", Encoding.UTF8.GetBytes($$"""
            {"keys":[{"kty":"RSA","use":"sig","kid":"other","alg":"RS256","n":"{{modulus}}","e":"{{exponent}}","value":"{{platform.Key.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\\n")}}"},
            {"kty":"RSA","use":"sig","kid":"key-id-1","alg":"RS256","n":"{{modulus}}","e":"{{exponent}}"}]}
            """));
    }

    /// <summary>The document that a request to the asset API asks for.</summary>
    public static Document Of(HttpRequest request) => (request.Path.Value!, request.QueryString.Value!) switch
    {
        (var path, _) when path.EndsWith("/aspects", StringComparison.Ordinal) => Aspects,
        (var path, _) when path.EndsWith(World.Id(1), StringComparison.Ordinal) => One,
        (_, var query) when query.Contains("assetId", StringComparison.Ordinal) => Names,
        (_, var query) when query.Contains("parentId", StringComparison.Ordinal) => Children,
        _ => List,
    };

    private static Document Assets(string name, string page, string asset) =>
        new(name, page, Hal, Encoding.UTF8.GetBytes($$"""{"_embedded":{"assets":[{{asset}}]}{{OnePage}}"""));
}
