using System.Net;
using System.Text.Json;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.MainJob;

/// <summary>The main job on real input: people of the Sandbox, through its gateway, to their own assets.</summary>
public sealed class MainJobTests(MainJobTests.SharedStage shared) : IClassFixture<MainJobTests.SharedStage>
{
    public sealed class SharedStage : IAsyncLifetime
    {
        public Stage Stage { get; private set; } = null!;

        public async Task InitializeAsync() => Stage = await Stage.StartAsync();

        public async Task DisposeAsync() => await Stage.DisposeAsync();
    }

    public static TheoryData<string, int> Totals =>
        new() { { "Anna Meier", 2431 }, { "Li Na", 2431 }, { "Erik Berg", 25 }, { "Zoe Carter", 100_000 } };

    [Theory]
    [MemberData(nameof(Totals))]
    public async Task Everybody_sees_all_assets_of_the_own_tenant_through_the_gateway(string name, int total)
    {
        using var client = await shared.Stage.Sandbox.SignInAsync(People.All.Single(person => person.Name == name));
        var page = await Read(client, "/");

        Assert.Equal(total, page.GetProperty("page").GetProperty("totalElements").GetInt32());
    }

    [Fact]
    public async Task A_subtenants_user_sees_only_that_subtenants_assets()
    {
        using var client = shared.Stage.As(People.Sofia);
        var page = await Read(client, "/");
        var total = page.GetProperty("page").GetProperty("totalElements").GetInt32();
        Assert.InRange(total, 1, 500);

        var foreign = await FirstId(shared.Stage.As(People.Anna), "/?type=core.basicenterprise");
        using var answer = await client.GetAsync(new Uri($"/assets/{foreign}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Another_tenants_asset_does_not_exist()
    {
        var foreign = await FirstId(shared.Stage.As(People.Zoe), "/");
        using var client = shared.Stage.As(People.Erik, "text/html");
        using var answer = await client.GetAsync(new Uri($"/assets/{foreign}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task All_pages_together_are_all_assets_each_once()
    {
        using var client = shared.Stage.As(People.Anna);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var seen = 0;
        for (var address = "/?size=100&sort=type,desc"; address is not null;)
        {
            var page = await Read(client, address);
            foreach (var asset in page.GetProperty("_embedded").GetProperty("assets").EnumerateArray())
            {
                ids.Add(asset.GetProperty("id").GetString()!);
                seen++;
            }

            address = page.GetProperty("_links").TryGetProperty("next", out var next) ? next.GetProperty("href").GetString() : null;
        }

        Assert.Equal((2431, 2431), (ids.Count, seen));
    }

    [Fact]
    public async Task Search_finds_names_and_external_ids_and_type_means_derived_ones_too()
    {
        using var client = shared.Stage.As(People.Anna);
        var byName = await Read(client, "/?search=Centrifugal%20pump%201&size=100");
        Assert.All(Assets(byName), asset =>
            Assert.Contains("Centrifugal pump 1", asset.GetProperty("name").GetString()!, StringComparison.OrdinalIgnoreCase));
        var external = Assets(byName).Select(asset => asset.TryGetProperty("externalId", out var id) ? id.GetString() : null)
            .First(id => id is not null)!;
        var byId = await Read(client, $"/?search={Uri.EscapeDataString(external)}");
        Assert.Contains(Assets(byId), asset => asset.GetProperty("externalId").GetString() == external);

        var machines = (await Read(client, "/?type=acme.machine")).GetProperty("page").GetProperty("totalElements").GetInt32();
        var pumps = (await Read(client, "/?type=acme.pump")).GetProperty("page").GetProperty("totalElements").GetInt32();
        Assert.InRange(pumps, 1, machines - 1);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("<script>")]
    [InlineData("Düsen")]
    [InlineData("苏州")]
    [InlineData("[x]{y}&z=1")]
    [InlineData("\u202e")]
    public async Task Any_text_can_be_searched_for(string search)
    {
        using var client = shared.Stage.As(People.Anna, "text/html");
        using var answer = await client.GetAsync(new Uri($"/?search={Uri.EscapeDataString(search)}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_of_other_tenants_that_are_shared_are_shown_when_asked_for()
    {
        using var client = shared.Stage.As(People.Anna);
        var own = (await Read(client, "/")).GetProperty("page").GetProperty("totalElements").GetInt32();
        var all = (await Read(client, "/?shared=true")).GetProperty("page").GetProperty("totalElements").GetInt32();

        Assert.True(all > own, $"{all} with shared ones, {own} without");
    }

    [Theory]
    [InlineData("/?page=0", "page")]
    [InlineData("/?page=abc", "page")]
    [InlineData("/?size=37", "size")]
    [InlineData("/?type=pump", "type")]
    [InlineData("/?sort=location", "sort")]
    [InlineData("/?sort=name,up", "sort")]
    [InlineData("/assets/xyz", "id")]
    [InlineData("/assets/0000000000000000000000000000000G", "id")]
    public async Task A_query_that_cannot_be_is_400_with_a_message_for_the_field(string address, string field)
    {
        using var client = shared.Stage.As(People.Anna);
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await World.JsonAsync(answer)).GetProperty("errors").TryGetProperty(field, out var messages)
            && messages.GetArrayLength() > 0);

        using var browser = shared.Stage.As(People.Anna, "text/html");
        using var page = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains(messages[0].GetString()!, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/hal+json", "application/hal+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    public async Task The_same_address_has_two_faces(string accept, string type)
    {
        using var client = shared.Stage.As(People.Anna, accept);
        using var answer = await client.GetAsync(new Uri("/?page=49", UriKind.Relative));

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("Accept", answer.Headers.Vary);
        Assert.Contains(type == "text/html" ? "of 2,431" : "\"totalElements\":2431", await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_past_the_end_says_which_is_the_last()
    {
        using var client = shared.Stage.As(People.Anna, "text/html");
        var page = await client.GetStringAsync(new Uri("/?page=77", UriKind.Relative));

        Assert.Contains("Page 77 does not exist", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/?page=49\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"pager\"", page, StringComparison.Ordinal);

        var links = (await Read(shared.Stage.As(People.Anna), "/?page=77")).GetProperty("_links");
        Assert.Equal("/?page=49", links.GetProperty("prev").GetProperty("href").GetString());
    }

    [Fact]
    public async Task All_children_can_be_reached_page_by_page()
    {
        using var client = shared.Stage.As(People.Zoe);
        var parent = Assets(await Read(client, "/?search=Spare%20sensor%200001")).Single().GetProperty("parent").GetString()!;
        var detail = await Page(shared.Stage.As(People.Zoe, "text/html"), $"/assets/{parent}");
        Assert.Contains($"<a href=\"/?parent={parent}&amp;shared=true\">Show all 5,000</a>", detail, StringComparison.Ordinal);

        var all = await Read(client, $"/?parent={parent}&shared=true&page=50&size=100");
        Assert.Equal(5000, all.GetProperty("page").GetProperty("totalElements").GetInt32());
        Assert.Equal(100, Assets(all).Count(asset => asset.GetProperty("parent").GetString() == parent));
        Assert.Contains("<b>Children of</b> <bdi>Depot</bdi>", await Page(shared.Stage.As(People.Zoe, "text/html"), $"/?parent={parent}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detail_shows_path_fields_aspects_and_children()
    {
        using var client = shared.Stage.As(People.Anna);
        var filler = await FirstId(client, "/?type=acme.filler");
        var detail = await Read(client, $"/assets/{filler}");

        Assert.NotEmpty(detail.GetProperty("path").EnumerateArray());
        Assert.NotEmpty(detail.GetProperty("aspects").GetProperty("items").EnumerateArray());
        var nameplate = detail.GetProperty("aspects").GetProperty("items").EnumerateArray()
            .Single(aspect => aspect.GetProperty("name").GetString() == "nameplate");
        Assert.Contains(nameplate.GetProperty("variables").EnumerateArray(), variable => variable.TryGetProperty("value", out _));
        Assert.True(detail.GetProperty("children").GetProperty("total").GetInt32() > 0);
    }

    [Fact]
    public async Task Somebody_without_the_platforms_role_is_told_which_role_is_missing()
    {
        using var client = await shared.Stage.Sandbox.SignInAsync(People.Noah);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("mdsp:core:assetmanagement.standarduser", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_whom_to_ask_and_no_way_back_to_itself()
    {
        var refused = await Page(shared.Stage.As(People.Noah, "text/html"), "/");
        Assert.Contains("<a href=\"mailto:support@sandbox.example\">support@sandbox.example</a>", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"actions\"", refused, StringComparison.Ordinal);

        var elsewhere = await Page(shared.Stage.As(People.Noah, "text/html"), "/access-log");
        Assert.Contains("<a class=\"button\" href=\"/\">Assets</a>", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_answers_like_GET_without_a_body()
    {
        using var client = shared.Stage.As(People.Erik);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_bars_information_is_there_for_everybody_who_is_signed_in()
    {
        var info = await Read(shared.Stage.As(People.Jonas), "/app-info.json");

        Assert.Equal("Asset explorer", info.GetProperty("displayName").GetString());
        Assert.True(info.TryGetProperty("appVersion", out _) && info.TryGetProperty("appCopyright", out _));
        Assert.Equal("support@sandbox.example", Assert.Single(info.GetProperty("links").GetProperty("default").EnumerateArray())
            .GetProperty("value").GetString());
    }

    private static async Task<JsonElement> Read(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await World.JsonAsync(answer);
    }

    private static async Task<string> Page(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> FirstId(HttpClient client, string address) => Assets(await Read(client, address)).First()
        .GetProperty("id").GetString()!;

    private static JsonElement.ArrayEnumerator Assets(JsonElement page) => page.GetProperty("_embedded").GetProperty("assets")
        .EnumerateArray();
}
