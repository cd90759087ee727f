using System.Net;
using System.Text;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

public sealed class SignInTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly SandboxHost sandbox = fixture.Sandbox;

    [Fact]
    public async Task Without_a_session_a_page_leads_to_the_Launchpad_and_back_to_itself()
    {
        using var client = sandbox.CreateClient(sandbox.Addresses.Application("acme"));

        using var first = await client.GetAsync("/assets/7?tab=a%26b", ("Sec-Fetch-Mode", "navigate"));
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.StartsWith(sandbox.Origin + "login?return=", first.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);

        using var chooser = await client.GetAsync(first.Headers.Location);
        Assert.Contains("Who are you today?", await chooser.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var chosen = await ChooseAsync(client, People.Anna, sandbox.Addresses.Application("acme") + "assets/7?tab=a%26b");
        using var code = await client.GetAsync(new Uri(sandbox.Origin, chosen.Headers.Location!));
        using var cookies = await client.GetAsync(code.Headers.Location);
        Assert.Equal("/assets/7?tab=a%26b", cookies.Headers.Location!.OriginalString);
        Assert.Equal("/assets/7?tab=a%26b", (await client.EchoAsync("/assets/7?tab=a%26b")).Target);
    }

    [Fact]
    public async Task The_session_has_three_cookies_of_the_documented_form()
    {
        using var client = sandbox.CreateClient();
        using var answer = await client.GetAsync(await CodeAddressAsync(client));

        var cookies = answer.Headers.GetValues("Set-Cookie").ToDictionary(cookie => cookie.Split('=')[0], StringComparer.Ordinal);
        Assert.Equal(["REGION-SESSION", "SESSION", "XSRF-TOKEN"], cookies.Keys.Order(StringComparer.Ordinal));
        Assert.All(cookies.Values, cookie => Assert.Contains("; path=/; samesite=lax", cookie, StringComparison.Ordinal));
        Assert.Contains("httponly", cookies["SESSION"], StringComparison.Ordinal);
        Assert.DoesNotContain("httponly", cookies["XSRF-TOKEN"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(Value(cookies["XSRF-TOKEN"]), out _));
        Assert.True(Guid.TryParse(Encoding.ASCII.GetString(Convert.FromBase64String(Value(cookies["SESSION"]))), out _));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        using var client = sandbox.CreateClient();
        var address = await CodeAddressAsync(client);
        using var first = await client.GetAsync(address);
        using var stranger = sandbox.CreateClient();
        using var second = await stranger.GetAsync(address);

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_code_works_at_its_own_host_only()
    {
        using var client = sandbox.CreateClient();
        var address = await CodeAddressAsync(client);

        using var elsewhere = await client.GetAsync(new Uri(sandbox.Addresses.Application("borealis"), address.PathAndQuery));

        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_code_works_for_a_minute()
    {
        var (host, clock) = await fixture.WithClockAsync();
        await using var owned = host;
        using var client = host.CreateClient();
        var address = await CodeAddressAsync(client, host);
        clock.Advance(TimeSpan.FromSeconds(61));

        using var answer = await client.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("evil")]
    public async Task After_sign_in_only_a_path_of_the_own_host_is_gone_to(string target)
    {
        using var client = sandbox.CreateClient();
        var address = await CodeAddressAsync(client);
        var code = address.Query.Split('&')[0];

        using var answer = await client.GetAsync(new Uri(address, $"/login{code}&return={Uri.EscapeDataString(target)}"));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://acme-assets-sandbox.eu1.localhost.evil.example/")]
    [InlineData("http://acme-assets-sandbox.eu1.localhost:1/")]
    [InlineData("http://acme-other-sandbox.eu1.localhost/")]
    [InlineData("/")]
    public async Task The_Launchpad_hands_codes_to_applications_only(string target)
    {
        using var client = await sandbox.SignInAsync(People.Anna);

        using var answer = await client.GetAsync(new Uri(sandbox.Origin, "/login?return=" + Uri.EscapeDataString(target)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_host_of_another_tenant_says_so_and_offers_to_switch()
    {
        using var client = await sandbox.SignInAsync(People.Anna);

        using var first = await client.GetAsync(sandbox.Addresses.Application("borealis"));
        using var answer = await client.GetAsync(first.Headers.Location);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("This address belongs to tenant borealis", page, StringComparison.Ordinal);
        Assert.Contains("/people?return=http%3A%2F%2Fborealis-", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Mode", "cors")]
    [InlineData("Sec-Fetch-Mode", "no-cors")]
    [InlineData("X-Requested-With", "XMLHttpRequest")]
    public async Task Scripts_without_a_session_are_told_with_401(string header, string value)
    {
        using var client = sandbox.CreateClient(sandbox.Addresses.Application("acme"));
        using var answer = await client.GetAsync("/api/assetmanagement/v3/assets", (header, value));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Scripts_are_redirected_when_asked_for()
    {
        await using var host = await fixture.AnotherAsync(options => options with { RedirectScripts = true });
        using var client = host.CreateClient(host.Addresses.Application("acme"));
        using var answer = await client.GetAsync("/", ("Sec-Fetch-Mode", "cors"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_at_the_application_ends_the_Launchpad_too()
    {
        using var client = await sandbox.SignInAsync(People.Anna);
        await client.EchoAsync("/");

        using var answer = await client.GetAsync("/logout");
        Assert.Equal(sandbox.Origin, answer.Headers.Location);

        using var application = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, application.StatusCode);
        Assert.Contains("Who are you today?", await client.GetStringAsync(sandbox.Origin), StringComparison.Ordinal);
    }

    private async Task<Uri> CodeAddressAsync(HttpClient client, SandboxHost? host = null)
    {
        host ??= sandbox;
        var application = host.Addresses.Application("acme").AbsoluteUri;
        using var chosen = await ChooseAsync(client, People.Anna, application, host);
        using var code = await client.GetAsync(new Uri(host.Origin, chosen.Headers.Location!));
        return code.Headers.Location!;
    }

    private async Task<HttpResponseMessage> ChooseAsync(HttpClient client, Person person, string returnTo, SandboxHost? host = null)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string,
            string> { ["person"] = person.UserId.ToString(), ["return"] = returnTo });
        return await client.PostAsync(new Uri((host ?? sandbox).Origin, "/sign-in"), form);
    }

    private static string Value(string cookie) => cookie.Split(';')[0].Split('=', 2)[1];
}
