using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;
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
        await FillLog();
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
                await page.GotoAsync(new Uri(new Uri(page.Url),
                    "/access-log?zone=Europe%2FBerlin&time=Week&action=ViewAsset&action=ReadAccessLog&weekday="
                    + TimeProvider.System.GetUtcNow().DayOfWeek).AbsoluteUri);
                await Look(page, "access-log-filtered", scheme, width, faults);
                await page.Locator(".choices summary").First.ClickAsync();
                await Look(page, "access-log-actions", scheme, width, faults);
                await page.GotoAsync(new Uri(new Uri(page.Url), "/access-log/sample?n=25&seed=7&zone=Europe%2FBerlin").AbsoluteUri);
                await Look(page, "access-log-sample", scheme, width, faults);
                await page.Locator("td.when a").First.ClickAsync();
                await Look(page, "access-log-entry", scheme, width, faults);
                await page.GotoAsync(new Uri(new Uri(page.Url), "/access-log/charts?zone=Europe%2FBerlin").AbsoluteUri);
                await Look(page, "access-log-charts", scheme, width, faults);
                await Pictures.PrintAsync(page, $"look/access-log-charts-print-{scheme.ToString().ToLowerInvariant()}-{width}");
                await page.GetByRole(AriaRole.Link, new() { Name = "Integrity" }).ClickAsync();
                await Look(page, "integrity", scheme, width, faults);
                await page.GetByRole(AriaRole.Link, new() { Name = "Verify now" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Last verification" })).ToBeVisibleAsync();
                await Look(page, "integrity-verified", scheme, width, faults);
                await page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync();
                await Look(page, "export", scheme, width, faults);
                await page.GetByRole(AriaRole.Link, new() { Name = "Start JSON lines" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Export ready" })).ToBeVisibleAsync();
                await Look(page, "export-ready", scheme, width, faults);
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

    /// <summary>A month of accesses, so that there is something to draw.</summary>
    private async Task FillLog()
    {
        var log = stage.Stage.App.Services.GetRequiredService<IAccessLog>();
        var (random, now) = (new Random(7), TimeProvider.System.GetUtcNow());
        string[] people = ["anna.meier@acme.example", "jonas.weber@acme.example", "li.na@acme.example"];
        string[] assets = ["Bottle filler 3", "Centrifugal pump 12", "Brew kettle A",
            "Mash tun with a name that is rather long for a table of two columns", "Conveyor 4"];
        for (var number = 0; number < 600; number++)
        {
            var at = now.Date.AddDays(-random.Next(30)).AddHours(random.Next(10) < 8 ? 7 + random.Next(10) : random.Next(24))
                .AddMinutes(random.Next(60));
            var (asset, isRefused) = (random.Next(random.Next(1, assets.Length + 1)), random.Next(12) == 0);
            await log.AppendAsync(new()
            {
                Id = Guid.CreateVersion7(), At = new DateTimeOffset(at, TimeSpan.Zero) is var time && time < now ? time
                    : now.AddDays(-1), Tenant = TenantId.Parse("acme"),
                TenantAsSeen = TenantId.Parse("acme"), Subject =
                    new("id-" + people[number % 3], people[number % 3], "10.0.0.4", $"203.0.113.{number % 9}", number % 5 != 0,
                    "Mozilla/5.0 (X11; Linux)"),
                Authentication = new("https://acme.piam.example/oauth/token", "assets-sandbox", "0123456789abcdef0123456789abcdef",
                    "User"), Action = AccessAction.ViewAsset,
                Outcome = isRefused ? AccessOutcome.Denied : AccessOutcome.Granted, Reason = isRefused ? "platform_right_missing"
                    : null, Resource = asset.ToString("x32", CultureInfo.InvariantCulture),
                ResourceName = isRefused ? null : assets[asset], Items = isRefused ? 0 : 1, Remark = number % 40 == 0
                    ? AccessRemark.TokenSeenElsewhere : null, RequestId = $"0HN80K{number:X6}:00000001",
                Node = "node-1", Version = "1.2.3",
            });
        }
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
