using System.Net;
using System.Text;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

/// <summary>A tenant that is moved while its people are signed in. Each test has a Sandbox of its own.</summary>
public sealed class TenantMoveTests : IAsyncLifetime
{
    private EchoApplication application = null!;
    private SandboxHost sandbox = null!;

    private Uri Old => sandbox.Addresses.ApplicationOf("krypton", Generation.First);

    private Uri New => sandbox.Addresses.ApplicationOf("krypton", Generation.Second);

    public async Task InitializeAsync()
    {
        application = await EchoApplication.StartAsync();
        sandbox = await SandboxHost.StartAsync(application.Origin);
    }

    public async Task DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await application.DisposeAsync();
    }

    [Fact]
    public async Task Before_the_move_it_is_of_the_first_generation()
    {
        using var client = await sandbox.SignInAsync(People.Kira);
        Assert.Equal(Old, client.BaseAddress);
        Assert.Contains("krypton.piam", Payload((await client.EchoAsync("/")).Header("authorization")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_address_leads_pages_to_the_new_one_and_tells_scripts()
    {
        using var client = await sandbox.SignInAsync(People.Kira);
        sandbox.Moves.Move("krypton");

        using var page = await client.GetAsync("/assets/7?tab=a%26b", ("Sec-Fetch-Mode", "navigate"));
        using var form = await client.SendAsync(HttpMethod.Post, "/anything", ("Sec-Fetch-Mode", "navigate"));
        using var script = await client.GetAsync("/api/assetmanagement/v3/assets", ("Sec-Fetch-Mode", "cors"));

        Assert.Equal((HttpStatusCode.Redirect, New + "assets/7?tab=a%26b"), (page.StatusCode, page.Headers.Location!.AbsoluteUri));
        Assert.Equal((HttpStatusCode.Redirect, New), (form.StatusCode, form.Headers.Location!));
        Assert.Equal(HttpStatusCode.Unauthorized, script.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_signed_in_goes_on_at_the_new_address_without_choosing_again()
    {
        using var client = await sandbox.SignInAsync(People.Kira);
        sandbox.Moves.Move("krypton");

        var address = new Uri(Old, "/assets/7?tab=a");
        for (var hops = 0; hops < 5; hops++)
        {
            using var answer = await client.GetAsync(address);
            if (answer.Headers.Location is not { } next)
            {
                break;
            }

            address = new Uri(address, next);
        }

        Assert.Equal(new Uri(New, "/assets/7?tab=a"), address);
        using var arrived = await client.GetAsync(address);
        Assert.Contains("1000008036.eu1.sws", Payload((await Echo.ReadAsync(arrived)).Header("authorization")!), StringComparison.Ordinal);
        Assert.Contains("Kira Holm", await client.GetStringAsync(sandbox.Origin), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_began_before_the_move_ends_at_the_new_address()
    {
        using var client = await sandbox.SignInAsync(People.Kira);
        sandbox.Moves.Move("krypton");
        using var answer = await client.GetAsync(new Uri(sandbox.Origin, "/login?return=" + Uri.EscapeDataString(Old + "assets/7")));
        Assert.StartsWith(New + "login?code=", answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_move_signing_in_signing_out_and_the_tile_are_at_the_new_address()
    {
        sandbox.Moves.Move("krypton");
        using var client = await sandbox.SignInAsync(People.Kira);
        Assert.Equal(New, client.BaseAddress);
        Assert.Contains($"class=\"tile\" href=\"{New}\"", await client.GetStringAsync(sandbox.Origin), StringComparison.Ordinal);
        using var out1 = await client.GetAsync("/logout");
        using var after = await client.GetAsync("/");
        Assert.Equal((sandbox.Origin, HttpStatusCode.Redirect), (out1.Headers.Location!, after.StatusCode));
    }

    [Fact]
    public async Task Signing_out_at_the_old_address_still_ends_the_session()
    {
        using var client = await sandbox.SignInAsync(People.Kira);
        sandbox.Moves.Move("krypton");
        using var answer = await client.GetAsync("/logout");
        Assert.Contains("Who are you today?", await client.GetStringAsync(sandbox.Origin), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/assetmanagement/v3/assets")]
    [InlineData("/api/tenantmanagement/v4/tenantInfo")]
    public async Task The_old_APIs_refuse_the_old_token_and_the_new_ones_show_the_same_assets(string path)
    {
        var old = sandbox.TokenOf(People.Kira);
        using var client = sandbox.CreateClient();
        using var before = await client.GetAsync(path, ("Authorization", $"Bearer {old}"), ("Accept", "*/*"));
        sandbox.Moves.Move("krypton");
        using var refused = await client.GetAsync(path, ("Authorization", $"Bearer {old}"), ("Accept", "*/*"));
        var moved = path.Replace("management/", "management-1000001700/", StringComparison.Ordinal);
        using var after = await client.GetAsync(moved, ("Authorization", $"Bearer {sandbox.TokenOf(People.Kira)}"), ("Accept", "*/*"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        var same = (await after.Content.ReadAsStringAsync()).Replace("-1000001700", "", StringComparison.Ordinal)
            .Replace(",\"id\":\"1000008036\"", "", StringComparison.Ordinal);
        Assert.Equal(await before.Content.ReadAsStringAsync(), same);
    }

    [Fact]
    public async Task The_old_token_service_refuses_its_clients()
    {
        Assert.Equal(HttpStatusCode.OK, await TokenAsync("/oauth/token"));
        sandbox.Moves.Move("krypton");
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync("/oauth/token"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync("/krypton.piam/oauth/token"));
        Assert.Equal(HttpStatusCode.OK, await TokenAsync("/1000008036.sws/oauth/token"));
    }

    [Fact]
    public async Task The_pages_show_where_it_is_and_it_can_be_moved_back()
    {
        using var client = await sandbox.SignInAsync(People.Kira);
        var page = new Uri(sandbox.Origin, "/identity");
        Assert.Contains("Move krypton to the new identity", await client.GetStringAsync(page), StringComparison.Ordinal);
        Assert.True(sandbox.Moves.Move("krypton"));
        Assert.Contains("Move krypton back to the old identity", await client.GetStringAsync(page), StringComparison.Ordinal);
        var home = WebUtility.HtmlDecode(await client.GetStringAsync(sandbox.Origin));
        Assert.Contains("second generation, Xcelerator identity, 1000008036", home, StringComparison.Ordinal);
        Assert.True(sandbox.Moves.Move("krypton", Generation.First));
        Assert.Equal("/again", (await client.EchoAsync("/again")).Target);
    }

    private async Task<HttpStatusCode> TokenAsync(string path)
    {
        using var client = sandbox.CreateClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "krypton-svc", ["client_secret"] = "secret",
        });
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form);
        return answer.StatusCode;
    }

    private static string Payload(string authorization) =>
        Encoding.UTF8.GetString(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(authorization.Split('.')[1]));
}
