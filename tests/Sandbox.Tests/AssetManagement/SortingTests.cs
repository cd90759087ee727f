using Xunit;
using static Enterprise.Sandbox.Tests.AssetManagement.AssetApiClient;

namespace Enterprise.Sandbox.Tests.AssetManagement;

[Collection(SharedAssetApi.Name)]
public sealed class SortingTests(AssetApiHost host)
{
    public static TheoryData<string> Fields =>
    [
        "assetId", "id", "tenantId", "name", "etag", "externalId", "t2Tenant", "subTenant", "description", "timezone", "twinType",
            "parentId", "typeId", "deleted",
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Both_directions_are_ordered_with_ties_by_id(string field)
    {
        foreach (var direction in (string[])["asc", "desc"])
        {
            var page = await host.As("acme").GetAsync($"/assets?size=2000&basicFieldsOnly=true&sort={field}%2C{direction}");
            var member = field == "id" ? "assetId" : field;
            var keys = Assets(page).Select(asset => (Key: asset[member]?.ToString(), Id: (string)asset["assetId"]!)).ToArray();
            for (var index = 1; index < keys.Length; index++)
            {
                var order = Compare(keys[index - 1].Key, keys[index].Key, member == "etag") * (direction == "desc" ? -1 : 1);
                Assert.True(order < 0 || (order == 0 && string.CompareOrdinal(keys[index - 1].Id, keys[index].Id) < 0),
                    $"{field} {direction} at {index}");
            }
        }
    }

    [Fact]
    public async Task Direction_may_be_missing_or_in_capitals()
    {
        var client = host.As("borealis");
        Assert.Equal("Checkweigher", (string)Assets(await client.GetAsync("/assets?sort=name"))[2]["name"]!);
        Assert.Equal("Vacuum packer", (string)Assets(await client.GetAsync("/assets?sort=name,DESC"))[0]["name"]!);
    }

    [Fact]
    public async Task Few_hits_found_by_parent_are_ordered_like_all()
    {
        var root = (string)(await host.As("acme").GetAsync("/assets/root"))["assetId"]!;
        var names = await host.As("acme").NamesAsync($$"""{"parentId":"{{root}}"}""", "&sort=name,desc");
        Assert.True(names.Length > 5);
        Assert.Equal(names.OrderDescending(StringComparer.OrdinalIgnoreCase), names);
    }

    [Theory]
    [InlineData("location")]
    [InlineData("Name")]
    [InlineData("name,up")]
    [InlineData("name,asc,desc")]
    [InlineData(",asc")]
    public async Task Other_fields_and_directions_are_refused(string sort) =>
        Assert.Equal((400, "mdsp.core.generic.invalidParameter"), await host.As("acme")
            .RefusalAsync($"/assets?sort={Uri.EscapeDataString(sort)}"));

    private static int Compare(string? left, string? right, bool isNumber) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => isNumber ? int.Parse(left, null).CompareTo(int.Parse(right, null))
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
    };
}
