using System.Globalization;
using System.Text;
using System.Text.Json;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;
using Microsoft.AspNetCore.WebUtilities;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>Tokens to try an application with: of any person and any kind, decoded, with the answer to expect and the command to send it.</summary>
internal sealed class TokensPage(Page page, HostileTokens hostile, ApplicationState application, Addresses addresses)
{
    private const int Shown = 6_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Handle(TokensPage page, string? person, string? kind) => page.Show(PersonOf(person), KindOf(kind));

    /// <summary>The whole header as one line, for curl: a command line would not hold the large ones.</summary>
    public static IResult HandleHeader(HostileTokens hostile, string? person, string? kind) =>
        Results.Text($"Authorization: Bearer {hostile.Mint(KindOf(kind).Key, PersonOf(person))}\n", "text/plain");

    private static Person PersonOf(string? id) => People.All.FirstOrDefault(person => person.UserId.ToString() == id) ?? People.Anna;

    private static HostileKind KindOf(string? key) => HostileTokens.Kinds.FirstOrDefault(kind => kind.Key == key) ?? HostileTokens.Kinds[0];

    private IResult Show(Person person, HostileKind kind)
    {
        var token = hostile.Mint(kind.Key, person);
        var target = application.Current is ApplicationState.Running(var origin) ? origin.AbsoluteUri : "http://127.0.0.1:PORT/";
        var header = $"{addresses.Root}tokens/header?person={person.UserId}&kind={kind.Key}";
        return page.Show("Tokens, good and hostile", Html.Of($"""
            <p>An application behind the gateway can be reached past it, so its own look at the token is all that protects it. Try it with these.</p>
            <form method="get" action="/tokens">
            <p><label>Person <select name="person">{Html.Each(People.All, other => Choice(other.UserId.ToString(), $"{other.Name}, {other.Tenant}", other == person))}</select></label></p>
            <p><label>Kind <select name="kind">{Html.Each(HostileTokens.Kinds, other => Choice(other.Key, other.Key, other == kind))}</select></label></p>
            <p><button class="button">Mint it</button></p>
            </form>
            <div class="card"><dl>
            <dt>What it is</dt><dd>{kind.Description}</dd>
            <dt>Expected</dt><dd><code>{kind.Expected}</code></dd>
            <dt>Length</dt><dd>{token.Length.ToString("N0", CultureInfo.InvariantCulture)} characters</dd>
            </dl></div>
            <h2>Send it</h2>
            <pre>curl -s '{header}' | curl -i -H @- '{target}'</pre>
            <h2>Decoded</h2>
            {Html.Each(token.Split('.').Take(2), part => Html.Of($"<pre>{Short(Decoded(part))}</pre>"))}
            <h2>The token itself</h2>
            <pre>{Short(token)}</pre>
            <h2>All kinds</h2>
            <dl>{Html.Each(HostileTokens.Kinds, other => Html.Of(
                $"""<dt><a href="/tokens?person={person.UserId.ToString()}&amp;kind={other.Key}">{other.Key}</a></dt><dd>{other.Description} <code>{other.Expected}</code></dd>"""))}</dl>
            """));
    }

    private static Html Choice(string value, string text, bool chosen) =>
        chosen ? Html.Of($"""<option value="{value}" selected>{text}</option>""") : Html.Of($"""<option value="{value}">{text}</option>""");

    private static string Decoded(string part)
    {
        try
        {
            var text = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(part));
            try
            {
                using var json = JsonDocument.Parse(text);
                return JsonSerializer.Serialize(json.RootElement, Indented);
            }
            catch (JsonException)
            {
                return text;
            }
        }
        catch (FormatException)
        {
            return "This part is not base64url: " + part;
        }
    }

    private static string Short(string text) => text.Length <= Shown ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text[..Shown]}\n… and {text.Length - Shown:N0} characters more");
}
