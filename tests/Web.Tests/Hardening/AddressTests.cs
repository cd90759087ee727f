using System.Net;
using System.Text;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>S15, S26, S27, S28: addresses that somebody made up.</summary>
public sealed class AddressTests : World
{
    private static readonly string[] BothRoles = ["assets.user", "assets.auditor"];

    /// <summary>S15: an address that looks like a file to somebody on the way shows nothing, and is kept nowhere.</summary>
    [Theory]
    [InlineData("/assets/00000000000000000000000000000001.css")]
    [InlineData("/assets/00000000000000000000000000000001;.js")]
    [InlineData("/assets/00000000000000000000000000000001%3b.js")]
    [InlineData("/assets/00000000000000000000000000000001/x.css")]
    [InlineData("/assets/00000000000000000000000000000001%2fx.css")]
    [InlineData("/assets/00000000000000000000000000000001%0a.css")]
    [InlineData("/assets/00000000000000000000000000000001%23.css")]
    [InlineData("/assets/00000000000000000000000000000001%3f.css")]
    [InlineData("/css/..%2fassets%2f00000000000000000000000000000001")]
    [InlineData("/css%2f..%2faccess-log")]
    [InlineData("/assets%2f00000000000000000000000000000001")]
    [InlineData("/access-log.css")]
    [InlineData("/access-log/app.css")]
    [InlineData("/access-log;.js")]
    [InlineData("/index.css")]
    [InlineData("//assets/00000000000000000000000000000001")]
    public async Task A_path_is_a_path_as_a_whole_or_leads_nowhere(string path)
    {
        Platform.Assets = PlatformDouble.Answer(200, OneAsset);
        foreach (var accept in new[] { "text/html", "application/json", "*/*" })
        {
            var seen = await RawConnection.AskAsync(App.Origin,
                $"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept: {accept}\r\nAuthorization: Bearer "
                + $"{Platform.Token(claims => claims["scope"] = BothRoles)}\r\n\r\n");

            Assert.Matches("^HTTP/1.1 (400|404) ", seen);
            Assert.Contains("Cache-Control: no-store\r\n", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("Pump 7", seen, StringComparison.Ordinal);
        }

        Assert.Empty(Platform.Seen);
    }

    /// <summary>S26: nothing here sends anybody anywhere.</summary>
    [Theory]
    [InlineData("/?returnUrl=https://evil.example/")]
    [InlineData("/?return=//evil.example")]
    [InlineData("/login?redirect_uri=https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/%5cevil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/https://evil.example/")]
    public async Task No_address_makes_a_redirect(string path)
    {
        foreach (var token in new[] { TokenOf("acme", "assets.user"), "none" })
        {
            var seen = await RawConnection.AskAsync(App.Origin,
                $"GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nAccept: text/html\r\nAuthorization: Bearer "
                + $"{token}\r\n\r\n");

            Assert.DoesNotMatch("^HTTP/1.1 3", seen);
            Assert.DoesNotContain("Location:", seen, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("href=\"//", seen, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("href=\"http", seen, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>S26: beginning an export leads on to its own page, and nowhere else.</summary>
    [Theory]
    [InlineData("format=Csv&user=//evil.example")]
    [InlineData("format=Csv&returnUrl=https://evil.example/")]
    [InlineData("format=Csv&user=x%0d%0aLocation:%20https://evil.example/")]
    public async Task The_one_address_that_leads_on_stays_here(string query)
    {
        var seen = await RawConnection.AskAsync(App.Origin,
            $"GET /access-log/export/begin?{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept: text/html\r\nAuthorization: "
            + $"Bearer {Platform.Token(claims => claims["scope"] = BothRoles)}\r\n\r\n");

        Assert.Matches("^HTTP/1.1 303 ", seen);
        Assert.Equal(1, seen.Split("\nLocation: ").Length - 1);
        Assert.Matches("\nLocation: /access-log/export[/?]", seen);
    }

    [Theory]
    [InlineData("format=nonsense&user=https://evil.example/")]
    [InlineData("user=//evil.example")]
    [InlineData("format=Csv&from=//evil.example")]
    public async Task An_export_that_cannot_be_begun_leads_nowhere(string query)
    {
        using var client = App.ClientWith(TokenOf("acme", "assets.auditor"), "text/html");
        using var answer = await client.GetAsync(new Uri($"/access-log/export/begin?{query}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
    }

    /// <summary>S27: names are chosen from a list, values are values.</summary>
    [Theory]
    [InlineData("assets.user", "/?sort=name;drop table Entries", 400)]
    [InlineData("assets.user", "/?sort=tenantId,desc", 400)]
    [InlineData("assets.user", "/?sort=name,desc,asc", 400)]
    [InlineData("assets.user", "/?sort=name&filter={\"tenantId\":\"borealis\"}", 200)]
    [InlineData("assets.user", "/?type=acme.pump\"}&tenant=borealis", 400)]
    [InlineData("assets.user", "/?search=x\",\"tenantId\":\"borealis", 200)]
    [InlineData("assets.auditor", "/access-log?user=' OR 1=1 --", 200)]
    [InlineData("assets.auditor", "/access-log?user=%25", 200)]
    [InlineData("assets.auditor", "/access-log?action=1 OR 1=1", 400)]
    [InlineData("assets.auditor", "/access-log?before=1' OR '1'='1", 400)]
    [InlineData("assets.auditor", "/access-log?tenant=borealis&Tenant=borealis&sort=Tenant", 200)]
    public async Task Names_are_from_a_list_and_values_stay_values(string scope, string address, int status)
    {
        using (var other = App.ClientWith(TokenOf("borealis", "assets.user", "erik@borealis.example")))
        {
            (await other.GetAsync(new Uri("/", UriKind.Relative))).Dispose();
        }

        Platform.Seen.Clear();
        using var client = App.ClientWith(TokenOf("acme", scope));
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("erik@borealis.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All(Platform.Seen, seen => Assert.DoesNotContain(
            "\"tenantId\":\"", Uri.UnescapeDataString(seen.Path).Replace("\\\"", "'", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    /// <summary>S28: of two values, two readers might take different ones.</summary>
    [Theory]
    [InlineData("assets.user", "/?page=1&page=2", "page")]
    [InlineData("assets.user", "/?page=1&PAGE=1", "page")]
    [InlineData("assets.user", "/?search=a&search=b", "search")]
    [InlineData("assets.user", "/?shared=false&shared=true", "shared")]
    [InlineData("assets.user", "/?sort=name&sort=type", "sort")]
    [InlineData("assets.auditor", "/access-log?user=a&user=b", "user")]
    [InlineData("assets.auditor", "/access-log?from=2026-01-01&from=2026-01-02", "from")]
    [InlineData("assets.auditor", "/access-log?size=25&%73ize=25", "size")]
    public async Task A_parameter_that_is_given_twice_is_refused_with_a_message_for_the_field(string scope, string address, string field)
    {
        using var client = App.ClientWith(TokenOf("acme", scope));
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("more than once", (await JsonAsync(answer)).GetProperty("errors").GetProperty(field)[0]
            .GetString(), StringComparison.Ordinal);
        Assert.Empty(Platform.Seen);

        using var browser = App.ClientWith(TokenOf("acme", scope), "text/html");
        using var page = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Contains("more than once", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>S28: no second name for a parameter, and what is not asked for here may stand there as often as it likes.</summary>
    [Theory]
    [InlineData("/?query.page=3&page=2", 2)]
    [InlineData("/?query=x&page=2", 2)]
    [InlineData("/?page[0]=3&page=2", 2)]
    [InlineData("/?utm=1&utm=2&page=2", 2)]
    public async Task A_parameter_has_one_name(string address, int page)
    {
        using var client = User();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(page, (await JsonAsync(answer)).GetProperty("page").GetProperty("number").GetInt32());
    }

    /// <summary>S28: wide and odd queries cost an answer and no more.</summary>
    [Theory]
    [InlineData("a&", 3_000)]
    [InlineData("page=1&", 900)]
    [InlineData("search=%F0%9F%92%A9&", 300)]
    [InlineData("%&=&", 1_500)]
    [InlineData("x[a][b][c]=1&", 500)]
    public async Task A_wide_query_is_answered_at_once_and_never_with_a_fault(string part, int times)
    {
        using var client = User();
        var begun = TimeProvider.System.GetTimestamp();
        using var answer = await client.GetAsync(new Uri($"/?{new StringBuilder().Insert(0, part, times)}", UriKind.Relative));

        Assert.InRange((int)answer.StatusCode, 200, 499);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 2);
    }
}
