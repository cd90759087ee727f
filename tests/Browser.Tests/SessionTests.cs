using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Enterprise.Browser.Tests;

/// <summary>How a session's end looks to its reader, and to the next one at the same browser.</summary>
public sealed class SessionTests(BrowserStage stage) : IClassFixture<BrowserStage>
{
    [ChromiumFact]
    public async Task A_page_that_notices_the_end_stays_readable_and_its_link_signs_in_and_returns()
    {
        var (page, _) = await stage.OpenAsync();
        await page.Clock.InstallAsync();
        await stage.EnterAsync(page, People.Anna);
        await page.GetByLabel("Search").FillAsync("pump");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("assets found")).ToBeVisibleAsync();
        var address = page.Url;
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(address);

        await EndSessionAsync(page.Context);
        await page.Clock.FastForwardAsync("00:20");
        await ComeBackAsync(page);

        await Expect(page.GetByText("This page stays readable")).ToBeVisibleAsync();
        await Expect(page.Locator("td.name a").First).ToBeVisibleAsync();
        await Expect(second.GetByText("This page stays readable")).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "session-ended");

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in to continue" }).ClickAsync();
        if (!page.Url.StartsWith(new Uri(address).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = People.Anna.Name }).ClickAsync();
        }

        await Expect(page).ToHaveURLAsync(address);
        await Expect(page.GetByText("assets found")).ToBeVisibleAsync();
        await Expect(second.Locator("#session")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task A_page_left_alone_warns_ends_and_asks_nothing_meanwhile()
    {
        var (page, _) = await stage.OpenAsync();
        await page.Clock.InstallAsync();
        await stage.EnterAsync(page, People.Erik);
        await Expect(page.GetByText("1–25 of 25")).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var asked = 0;
        page.Request += (_, _) => asked++;

        await page.Clock.FastForwardAsync("25:01");
        await Expect(page.GetByText("signed out in 5 min")).ToBeVisibleAsync();
        await page.Clock.FastForwardAsync("04:00");
        await Expect(page.GetByText("signed out in 1 min")).ToBeVisibleAsync();
        await page.Clock.FastForwardAsync("01:00");
        await Expect(page.GetByText("This page stays readable")).ToBeVisibleAsync();
        await page.Clock.FastForwardAsync("05:00:00");
        Assert.Equal(0, asked);

        await ComeBackAsync(page);
        await Expect(page.Locator("#session")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task The_next_person_at_the_browser_sees_nothing_of_the_first()
    {
        var (page, _) = await stage.OpenAsync();
        await stage.EnterAsync(page, People.Erik);
        await Expect(page.GetByText("1–25 of 25")).ToBeVisibleAsync();
        var name = await page.Locator("td.name a").First.InnerTextAsync();
        await page.Locator("#_mdspbar").GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = People.Erik.Name })).ToBeVisibleAsync();
        await Expect(page.GetByText(name, new() { Exact = true })).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Signing_out_in_one_tab_leaves_nothing_in_another_and_another_reader_neither()
    {
        var (page, _) = await stage.OpenAsync();
        await stage.EnterAsync(page, People.Erik);
        await Expect(page.GetByText("1–25 of 25")).ToBeVisibleAsync();
        var (address, name) = (page.Url, await page.Locator("td.name a").Nth(3).InnerTextAsync());
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(address);
        await Expect(second.Locator("td.name a").Nth(3)).ToBeVisibleAsync();

        await page.Locator("#_mdspbar").GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(second.GetByText("Signed out.")).ToBeVisibleAsync();
        Assert.DoesNotContain(name, await second.ContentAsync(), StringComparison.Ordinal);
        await second.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = People.Erik.Name }).ClickAsync();
        await Expect(second.Locator("td.name a").Nth(3)).ToBeVisibleAsync();

        // Signed out where no page of the application can see it, and another user of the same tenant signs in: the page that is still
        // open says nothing more.
        await page.Context.ClearCookiesAsync();
        await stage.EnterAsync(page, People.All.Single(person => person.Name == "Astrid Nyman"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Access log" })).ToBeVisibleAsync();
        await Expect(second.GetByText("Signed out.")).ToBeVisibleAsync();
        Assert.DoesNotContain(name, await second.ContentAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task A_page_that_asks_again_by_itself_stops_when_its_work_is_done_and_does_not_keep_the_session()
    {
        var (page, _) = await stage.OpenAsync();
        await stage.EnterAsync(page, People.All.Single(person => person.Name == "Astrid Nyman"));
        IResponse? shown = null;
        page.Response += (_, response) => shown = response.Request.IsNavigationRequest ? response : shown;
        await page.GotoAsync(new Uri(new Uri(page.Url), "/access-log/integrity/verify").AbsoluteUri);
        await Expect(page.GetByText("Last verification")).ToBeVisibleAsync();
        Assert.DoesNotContain("refresh", shown!.Headers.Keys);
    }

    /// <summary>The platform forgets the session of the application's host, as it does after its idle time.</summary>
    private static Task EndSessionAsync(IBrowserContext context) => context.ClearCookiesAsync(new() { Name = "SESSION" });

    private static async Task ComeBackAsync(IPage page) => await page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
}
