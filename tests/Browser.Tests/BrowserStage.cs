using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Enterprise.Browser.Tests;

/// <summary>One Chromium and one stage for all browser tests; each test has a browser context of its own, with its own cookies.</summary>
public sealed class BrowserStage : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Stage Stage { get; private set; } = null!;

    public string Launchpad => Stage.Sandbox.Origin.AbsoluteUri;

    public async Task InitializeAsync()
    {
        if (Tool.Chromium.Path is not null)
        {
            Stage = await Stage.StartAsync();
        }
    }

    /// <summary>
    /// A page of a fresh browser context. What the page logs as an error, or asks of anything but this machine, fails the test at
    /// <see cref="Watch.Check"/>.
    /// </summary>
    public async Task<(IPage Page, Watch Watch)> OpenAsync(
        bool javaScript = true, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var chromium = Tool.Chromium.Require();
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
        var context = await _browser.NewContextAsync(new()
        {
            JavaScriptEnabled = javaScript, ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme,
                TimezoneId = "Europe/Berlin", Locale = "en-GB",
        });
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        return (page, new Watch(page));
    }

    /// <summary>Signs a person in on the Launchpad and opens the application's tile.</summary>
    public async Task EnterAsync(IPage page, Person person)
    {
        await page.GotoAsync(Launchpad);
        await page.GetByRole(AriaRole.Button, new() { Name = person.Name }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Asset explorer" }).First.ClickAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (Stage is not null)
        {
            await Stage.DisposeAsync();
        }
    }
}

/// <summary>Listens to what a page complains about.</summary>
public sealed class Watch
{
    private readonly List<string> _faults = [];

    public Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _faults.Add(message.Text);
            }
        };
        page.PageError += (_, fault) => _faults.Add(fault);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Host is var host && !host.EndsWith("localhost", StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _faults.Add($"asked for {request.Url}");
            }
        };
    }

    /// <summary>Nothing was complained about.</summary>
    public void Check() => Assert.Empty(_faults);
}

/// <summary>Pictures of the pages, for people to look at: under artifacts/screenshots.</summary>
public static class Pictures
{
    public static Task TakeAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(EnterpriseHost.RepositoryRoot, "artifacts", "screenshots", $"{name}.png"),
            FullPage = true });

    /// <summary>The whole page as it would be printed, as wide as a sheet of A4 at 96 points an inch.</summary>
    public static async Task PrintAsync(IPage page, string name)
    {
        var (size, path) = (page.ViewportSize!, Path.Combine(EnterpriseHost.RepositoryRoot, "artifacts", "screenshots", $"{name}.png"));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(794, 1123);
        await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.EmulateMediaAsync(new() { Media = Media.Null });
    }
}
