using System.Text.Json.Nodes;
using Enterprise.Sandbox.Data.Acme;

namespace Enterprise.Sandbox.OtherApis;

/// <summary>What tenant management answers besides <c>tenantInfo</c>. Members: the platform's SDK; the values are invented.</summary>
internal static class TenantDetails
{
    public static JsonObject LegalRegions(string tenant) => new()
    {
        ["regions"] = new JsonArray(new JsonObject
        {
            ["ETag"] = 1,
            ["regionId"] = "global",
            ["regionName"] = "global",
            ["regionCountries"] = new JsonArray(),
            ["links"] = new JsonArray(new JsonObject
            {
                ["id"] = "a785dd65-5470-4c1f-9e56-6a17ef73ceaf",
                ["type"] = "www",
                ["sorting"] = 1,
                ["languages"] = new JsonObject
                {
                    ["default"] = new JsonObject { ["name"] = "Corporate information",
                        ["value"] = $"https://www.{tenant}.example/imprint" },
                },
            }),
        }),
    };

    public static JsonObject Subtenants(string tenant)
    {
        JsonObject[] subtenants = tenant != AcmeData.Tenant ? [] :
        [
            new JsonObject
            {
                ["ETag"] = 1, ["id"] = AcmeData.Subtenant, ["entityId"] = AcmeData.Subtenant, ["displayName"] = "Partner brewery Haifa",
                ["description"] = "End customer with a site of its own",
            },
        ];
        return new JsonObject
        {
            ["content"] = new JsonArray([.. subtenants]),
            ["first"] = true,
            ["last"] = true,
            ["number"] = 0,
            ["numberOfElements"] = subtenants.Length,
            ["size"] = 20,
            ["totalElements"] = subtenants.Length,
            ["totalPages"] = subtenants.Length,
        };
    }
}
