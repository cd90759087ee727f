using System.Net;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>
/// Every parameter has one form, the one that the documentation names; whatever else an address says is refused beside the field, with what
/// is allowed.
/// </summary>
public sealed class ParameterTests : World
{
    private const string Actions = "ListAssets, ViewAsset, ReadAccessLog";
    private const string Outcomes = "Granted, Denied, Failed";
    private const string Days = "yyyy-MM-dd";
    private const string Digits = "a whole number";
    private const string Truth = "true or false";

    /// <summary>The parameters of each page by their kinds, and a good value of each.</summary>
    public static TheoryData<string, string, string> Parameters
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var (page, isSample) in new[] { ("/access-log", false), ("/access-log/sample", true), ("/access-log/charts", false),
                ("/access-log/export", false) })
            {
                foreach (var (name, kind) in new[]
                {
                    ("action", Actions), ("outcome", Outcomes), ("time", "Today, Week, Month"), ("weekday", "Sunday, Monday, Tuesday"),
                        ("from", Days), ("to", Days),
                    ("refused", Truth), ("outside", Truth), ("hour", Digits),
                })
                {
                    all.Add(page, name, kind);
                }

                foreach (var name in isSample ? new[] { "n", "seed", "upto" } : page.EndsWith('s') ? [] : ["size"])
                {
                    all.Add(page, name, Digits);
                }
            }

            all.Add("/access-log/export/begin", "format", "Csv, CsvWithMark, JsonLines");
            all.Add("/access-log/integrity/verify", "from", Digits);
            all.Add("/access-log/integrity/verify", "to", Digits);
            all.Add("/", "page", Digits);
            all.Add("/", "size", Digits);
            all.Add("/", "shared", Truth);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_parameter_takes_its_own_form_and_no_other(string page, string name, string kind)
    {
        string[] values = kind switch
        {
            Days => ["1/31/2026", "01/31/2026", "31.01.2026", "2026-1-31", "20260131", "2026-01-31T00:00:00", "2026-02-30", "Jan 31 2026",
                " 2026-01-31", "2026-01-31%00", "２０２６-01-31"],
            Digits => ["+25", "-1", "25.0", "2,5", "1e1", "0x19", " 25", "25%00", "025", "٢٥", "99999999999999999999"],
            Truth => ["True", "TRUE", "1", "0", "on", "yes", "true%20", "true,true"],
            _ => ["0", "1", "0x1", "-1", "99", Names(kind)[0].ToLowerInvariant(), $"{Names(kind)[0]},{Names(kind)[1]}",
            $"{Names(kind)[0]}%20", $"%20{Names(kind)[1]}", "nonsense"],
        };
        foreach (var value in values)
        {
            await AssertRefusedAsync($"{page}?{name}={value}", name, kind);
        }
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_parameter_is_given_once_except_actions_and_outcomes(string page, string name, string kind)
    {
        if (name is not ("action" or "outcome"))
        {
            var value = kind switch { Days => "2026-01-31", Digits => "25", Truth => "true", _ => Names(kind)[0] };
            await AssertRefusedAsync($"{page}?{name}={value}&{name.ToUpperInvariant()}={value}", name, "more than once");
        }
    }

    [Theory]
    [InlineData("/?sort=Name", "sort", "name, type, externalId, twin")]
    [InlineData("/?sort=name,asc", "sort", "name, type, externalId, twin")]
    [InlineData("/access-log?zone=utc", "zone", "IANA")]
    [InlineData("/access-log?before=01769852527000001.42", "before", "newest")]
    [InlineData("/access-log/export/begin", "format", "Csv, CsvWithMark")]
    [InlineData("/access-log/export/begin?format=", "format", "Csv, CsvWithMark")]
    public async Task Texts_with_a_form_take_no_second_one(string address, string name, string allowed) =>
        await AssertRefusedAsync(address, name, allowed);

    [Theory]
    [InlineData("/access-log?user=&action=&outcome=&time=&from=&to=&zone=&weekday=&hour="
        + "&reason=&asset=&address=&request=&size=&refused=&outside=")]
    [InlineData("/access-log/sample?n=&seed=&upto=")]
    [InlineData("/access-log/integrity/verify?from=&to=")]
    [InlineData("/?search=&type=&parent=&sort=&shared=&page=&size=")]
    public async Task An_empty_field_of_a_form_is_none(string address)
    {
        Platform.Assets = PlatformDouble.Answer(200, OneAssetList);
        using var client = Client("application/json");
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
    }

    private async Task AssertRefusedAsync(string address, string name, string allowed)
    {
        using var client = Client("application/json");
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((address, HttpStatusCode.BadRequest), (address, answer.StatusCode));
        var errors = (await JsonAsync(answer)).GetProperty("errors");
        Assert.Equal(name, Assert.Single(errors.EnumerateObject()).Name);
        Assert.Contains(allowed, Assert.Single(errors.GetProperty(name).EnumerateArray()).GetString(), StringComparison.Ordinal);

        using var browser = Client("text/html");
        using var page = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((address, HttpStatusCode.BadRequest), (address, page.StatusCode));
        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Matches("field-validation-error|validation-summary-errors", text);
        Assert.Contains(allowed, text, StringComparison.Ordinal);
        Assert.Empty(Platform.Seen);
    }

    private static string[] Names(string kind) => kind.Split(", ");

    private HttpClient Client(string accept) =>
        App.ClientWith(Platform.Token(claims => claims["scope"] = new[] { "assets.user", "assets.auditor" }), accept);
}
