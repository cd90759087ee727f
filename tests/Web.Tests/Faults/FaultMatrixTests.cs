using Enterprise.Sandbox.Faults;
using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Faults;

/// <summary>
/// Every fault of the platform on every page: the page that is expected, its code, its entry in the access log, and that the page is back
/// when the fault is over. A sample runs by default, in which every fault and every page occur; with <c>FAULT_MATRIX=all</c> all
/// combinations run (about two minutes): <c>FAULT_MATRIX=all dotnet test tests/Web.Tests --filter FaultMatrixTests</c>.
/// </summary>
public sealed class FaultMatrixTests(MatrixStage stage) : IClassFixture<MatrixStage>
{
    private const string Pages = "list search later detail";

    /// <summary>The control group: pages that do not need the platform's asset API.</summary>
    private const string ControlPages = "log entry integrity charts status health";

    public static TheoryData<string, string> Cells
    {
        get
        {
            var isWhole = string.Equals(Environment.GetEnvironmentVariable("FAULT_MATRIX"), "all", StringComparison.Ordinal);
            string[] pages = [.. Pages.Split(' '), .. ControlPages.Split(' ')];
            var cells = new TheoryData<string, string>();
            for (var fault = 0; fault < FaultKind.All.Count; fault++)
            {
                for (var page = 0; page < pages.Length; page++)
                {
                    if (isWhole || page == fault % 4 || page == 4 + (fault % 6) || FaultKind.All[fault].Key is "missing-page"
                        && pages[page] == "later")
                    {
                        cells.Add(FaultKind.All[fault].Key, pages[page]);
                    }
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_page_answers_each_fault_as_a_good_application_does(string kind, string page)
    {
        var running = await stage.NextAsync();
        var person = page switch { "status" => People.Omar, _ when ControlPages.Contains(page, StringComparison.Ordinal) => People.Clara,
            _ => People.Anna };
        var address = new Uri(AddressOf(page), UriKind.Relative);
        using var client = running.As(person, page == "health" ? "application/json" : "text/html");
        var (status, code, action) = Expected(kind, page);

        using (running.Sandbox.Inject(kind))
        {
            var begun = TimeProvider.System.GetTimestamp();
            using var answer = await client.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync();

            Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
            Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 12);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            if (action is not null)
            {
                var entry = stage.LastEntryOf(person);
                Assert.Equal((action, code is null ? "Granted" : "Failed", code), (entry.Action, entry.Outcome, entry.Reason));
                Assert.True(code is null || text.Contains($"<code>{code}</code>", StringComparison.Ordinal), text);
                Assert.True(code is null || text.Contains(entry.RequestId, StringComparison.Ordinal),
                    "The page names the request of its entry.");
            }

            Assert.Equal(0, running.Sandbox.Faults.ForeignRequests);
        }

        using var recovered = await client.GetAsync(address);
        Assert.Equal(200, (int)recovered.StatusCode);
    }

    [Fact]
    public void The_sample_has_every_fault_and_every_page()
    {
        var cells = Cells.Select(cell => cell.ToArray()).ToList();
        Assert.Equal(FaultKind.All.Select(kind => kind.Key).Order(StringComparer.Ordinal), cells.Select(cell => (string)cell[0])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal($"{Pages} {ControlPages}".Split(' ').Order(StringComparer.Ordinal), cells.Select(cell => (string)cell[1])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_duplicate_is_listed_once()
    {
        var running = await stage.NextAsync();
        using var fault = running.Sandbox.Inject("duplicate-assets");
        using var client = running.As(People.Anna);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        var ids = (await World.JsonAsync(answer)).GetProperty("_embedded").GetProperty("assets").EnumerateArray()
            .Select(asset => asset.GetProperty("id").GetString()).ToList();
        Assert.Equal(49, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Every_third_request_that_fails_is_retried_and_not_seen()
    {
        var running = await stage.NextAsync();
        running.Sandbox.Faults.Add(new FaultRule("unavailable") { Every = 3 });
        try
        {
            using var client = running.As(People.Anna, "text/html");
            for (var request = 0; request < 6; request++)
            {
                using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
                Assert.Equal(200, (int)answer.StatusCode);
            }
        }
        finally
        {
            running.Sandbox.Faults.Clear();
        }
    }

    private string AddressOf(string page) => page switch
    {
        "list" => "/",
        "search" => "/?search=pump",
        "later" => "/?page=3",
        "detail" => stage.Detail,
        "log" => "/access-log",
        "entry" => stage.Entry,
        "integrity" => "/access-log/integrity",
        "charts" => "/access-log/charts",
        "status" => "/status",
        _ => "/health/live",
    };

    /// <summary>
    /// The status, the code and the recorded action; null for a page without a fault and for one that is not checked for a record.
    /// </summary>
    private static (int Status, string? Code, string? Action) Expected(string kind, string page)
    {
        if (ControlPages.Contains(page, StringComparison.Ordinal))
        {
            return (200, null, null);
        }

        var action = page == "detail" ? "ViewAsset" : "ListAssets";
        return kind switch
        {
            "too-many-requests" or "too-many-requests-retry-after" => (503, "platform_busy", action),
            "server-error" or "bad-gateway" or "unavailable" or "reset" or "error-array" or "huge-body" => (502, "platform_down", action),
            "gateway-timeout" or "slow" or "hang" => (504, "platform_slow", action),
            "truncated-json" or "html" or "wrong-content-type" or "redirect" => (502, "platform_invalid_response", action),
            "empty-embedded" when page != "detail" => (502, "platform_invalid_response", action),
            "missing-page" when page == "later" => (502, "platform_invalid_response", action),
            _ => (200, null, action),
        };
    }
}
