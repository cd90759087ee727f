using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Enterprise.Browser.Tests;

/// <summary>What people do, in a real browser, from the Launchpad on.</summary>
public sealed class MainJourneyTests(BrowserStage stage) : IClassFixture<BrowserStage>
{
    [ChromiumFact]
    public async Task A_user_finds_an_asset_and_the_auditor_finds_the_user()
    {
        var (page, watch) = await stage.OpenAsync();
        await page.GotoAsync(stage.Launchpad);
        await Pictures.TakeAsync(page, "launchpad");
        await stage.EnterAsync(page, People.Anna);

        await Expect(page.Locator("#_mdspbar")).ToContainTextAsync("Asset explorer");
        await Expect(page.GetByText("1–50 of 2,431")).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "list");

        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(page.GetByText("51–100 of 2,431")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/\?page=2$"));

        await page.GetByLabel("Search").FillAsync("pump");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("assets found")).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "search");
        await page.GetByRole(AriaRole.Link, new() { Name = "Name" }).First.ClickAsync();
        await Expect(page.Locator("th[aria-sort=descending]")).ToBeVisibleAsync();

        var first = page.Locator("td.name a").First;
        var name = await first.InnerTextAsync();
        await first.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Aspects" })).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "detail");
        watch.Check();

        var (other, otherWatch) = await stage.OpenAsync();
        await stage.EnterAsync(other, People.Clara);
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Access log" })).ToBeVisibleAsync();
        await Expect(other.GetByText($"viewed asset {name}")).ToBeVisibleAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = "anna.meier@acme.example" }).First.ClickAsync();
        await Expect(other.GetByRole(AriaRole.Searchbox, new() { Name = "User" })).ToHaveValueAsync("anna.meier@acme.example");
        await Pictures.TakeAsync(other, "access-log");
        otherWatch.Check();
    }

    [ChromiumFact]
    public async Task A_person_without_a_role_is_told_which_one_to_ask_for()
    {
        var (page, _) = await stage.OpenAsync(scheme: ColorScheme.Dark);
        await page.GotoAsync(stage.Launchpad);
        await page.GetByRole(AriaRole.Button, new() { Name = People.Jonas.Name }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Asset explorer" })).ToHaveCountAsync(0);

        await page.GotoAsync(stage.Stage.Sandbox.Addresses.Application("acme").AbsoluteUri);
        await Expect(page.GetByText("mdsp:sandbox:assets.user")).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "refusal");
    }

    [ChromiumFact]
    public async Task After_signing_out_nothing_of_the_person_is_left()
    {
        var (page, watch) = await stage.OpenAsync();
        await stage.EnterAsync(page, People.Erik);
        await Expect(page.GetByText("1–25 of 25")).ToBeVisibleAsync();
        await page.Locator("#_mdspbar").GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await page.GotoAsync(stage.Stage.Sandbox.Addresses.Application("borealis").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = People.Erik.Name })).ToBeVisibleAsync();
        watch.Check();
    }

    [ChromiumFact]
    public async Task Everything_works_without_JavaScript()
    {
        var (page, _) = await stage.OpenAsync(javaScript: false);
        await stage.EnterAsync(page, People.LiNa);
        await Expect(page.GetByText("1–50 of 2,431")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(page.GetByText("51–100 of 2,431")).ToBeVisibleAsync();
        await page.GetByLabel("Search").FillAsync("filler");
        await page.GetByLabel("Per page").SelectOptionAsync("25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("assets found")).ToBeVisibleAsync();
        await page.Locator("td.name a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Access log" }).ClickAsync();
        await Expect(page.GetByText("viewed asset").First).ToBeVisibleAsync();
        var outcomes = page.GetByRole(AriaRole.Group, new() { Name = "Outcome" });
        await outcomes.Locator("summary").ClickAsync();
        await outcomes.GetByLabel("Denied").CheckAsync();
        await outcomes.GetByLabel("Failed").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(outcomes.Locator("summary")).ToHaveTextAsync("2 selected");
        await Pictures.TakeAsync(page, "no-javascript");
    }

    [ChromiumFact]
    public async Task A_bar_that_cannot_be_loaded_is_said_to_be_missing()
    {
        var (page, _) = await stage.OpenAsync();
        await page.RouteAsync("**/osbar/**", route => route.AbortAsync());
        await stage.EnterAsync(page, People.Erik);
        await Expect(page.GetByText("The platform's navigation bar could not be loaded")).ToBeVisibleAsync();
        await Expect(page.GetByText("1–25 of 25")).ToBeVisibleAsync();
    }
}
