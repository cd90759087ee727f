using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Enterprise.Browser.Tests;

/// <summary>Every page in light and dark, wide and narrow: readable for everybody, and nothing sticks out sideways.</summary>
public sealed class LookTests(BrowserStage stage) : IClassFixture<BrowserStage>
{
    [ChromiumFact]
    public async Task Every_page_is_accessible_and_fits_in_light_and_dark_wide_and_narrow()
    {
        var faults = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 1280, 360 })
            {
                var (page, watch) = await stage.OpenAsync(width: width, scheme: scheme);
                await stage.EnterAsync(page, People.LiNa);
                await Look(page, "list", scheme, width, faults);
                await page.GotoAsync(new Uri(new Uri(page.Url), "/?search=filler&type=acme.filler&size=25").AbsoluteUri);
                await Look(page, "filtered", scheme, width, faults);
                await page.Locator("td.name a").First.ClickAsync();
                await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
                await Look(page, "detail", scheme, width, faults);
                await page.GetByRole(AriaRole.Link, new() { Name = "Access log" }).ClickAsync();
                await Look(page, "access-log", scheme, width, faults);
                await page.GotoAsync(new Uri(new Uri(page.Url), "/access-log?zone=Europe%2FBerlin&time=Week&action=ViewAsset&weekday=" + TimeProvider.System.GetUtcNow().DayOfWeek).AbsoluteUri);
                await Look(page, "access-log-filtered", scheme, width, faults);
                await page.GotoAsync(new Uri(new Uri(page.Url), "/access-log/sample?n=25&seed=7&zone=Europe%2FBerlin").AbsoluteUri);
                await Look(page, "access-log-sample", scheme, width, faults);
                await page.Locator("td.when a").First.ClickAsync();
                await Look(page, "access-log-entry", scheme, width, faults);
                await page.GotoAsync(new Uri(new Uri(page.Url), "/access-log/pictures?zone=Europe%2FBerlin").AbsoluteUri);
                await Look(page, "access-log-pictures", scheme, width, faults);
                watch.Check();

                await page.GotoAsync(new Uri(new Uri(page.Url), "/nowhere").AbsoluteUri);
                await Look(page, "not-found", scheme, width, faults);
                await page.GotoAsync(new Uri(new Uri(page.Url), "/?size=7&type=pump").AbsoluteUri);
                await Look(page, "invalid", scheme, width, faults);
                await page.Context.DisposeAsync();
            }
        }

        Assert.Empty(faults);
    }

    private static async Task Look(IPage page, string name, ColorScheme scheme, int width, List<string> faults)
    {
        await Pictures.TakeAsync(page, $"look/{name}-{scheme.ToString().ToLowerInvariant()}-{width}");
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
        {
            faults.Add($"{name} at {width} px sticks out by {overflow} px.");
        }

        var result = await page.RunAxe(new AxeRunContext { Exclude = [new AxeSelector("#_mdspbar")] });
        faults.AddRange(result.Violations.Select(violation =>
            $"{name}, {scheme}, {width} px: {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
