using System.Globalization;
using Enterprise.Sandbox.Control;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>
/// Tokens to test an application with: of any person and any kind, decoded, with the answer to expect and the command that sends it.
/// </summary>
internal sealed class TokensPage(Page page, HostileTokens hostile, ApplicationState application, Addresses addresses)
{
    public static IResult Handle(TokensPage page, string? person, string? kind) => page.Show(PersonOf(person), KindOf(kind));

    /// <summary>The whole header as one line, for curl: a command line is too short for the large ones.</summary>
    public static IResult HandleHeader(HostileTokens hostile, string? person, string? kind) =>
        Results.Text($"Authorization: Bearer {hostile.Mint(KindOf(kind).Key, PersonOf(person))}\n", "text/plain");

    private static Person PersonOf(string? id) => PeopleEndpoints.Lookup(id) ?? People.Anna;

    private static HostileKind KindOf(string? key) => HostileTokens.Kinds.FirstOrDefault(kind => kind.Key == key) ?? HostileTokens.Kinds[0];

    private IResult Show(Person person, HostileKind kind)
    {
        var token = hostile.Mint(kind.Key, person);
        var target = application.Current is ApplicationState.Running(var origin) ? origin.AbsoluteUri : "http://127.0.0.1:PORT/";
        var header = $"{addresses.Root}tokens/header?person={person.UserId}&kind={kind.Key}";
        return page.Show("Tokens, genuine and hostile", Html.Of($"""
            <p>Anyone can call an application behind the gateway directly, so only its own check of the token protects it. Test that check
            with these.</p>
            <form method="get" action="/tokens" class="row">
            <label>Person <select name="person">{Html.Each(People.All,
                other => Choice(other.UserId.ToString(), $"{other.Name}, {other.Tenant}", other == person))}</select></label>
            <label>Kind <select name="kind">{Html.Each(HostileTokens.Kinds,
                other => Choice(other.Key, other.Key, other == kind))}</select></label>
            <button class="button">Issue</button>
            </form>
            <div class="card"><dl>
            <dt>What it is</dt><dd>{kind.Description}</dd>
            <dt>Expected</dt><dd><code>{kind.Expected}</code></dd>
            <dt>Length</dt><dd>{token.Length.ToString("N0", CultureInfo.InvariantCulture)} characters</dd>
            </dl></div>
            <h2>Send it</h2>
            {Page.Copyable("command", $"curl -s '{header}' | curl -i -H @- '{target}'")}
            <h2>Decoded</h2>
            {Html.Each(TokenText.Decode(token), part => Html.Of($"<pre>{part}</pre>"))}
            <h2>The token itself</h2>
            {Page.Copyable("token", TokenText.Short(token))}
            <h2>All kinds</h2>
            <label>Search <input type="search" data-search=".kind" autocomplete="off"></label>
            {Html.Each(HostileTokens.Kinds.GroupBy(other => other.Group, StringComparer.Ordinal), group => Group(group, person))}
            """));
    }

    private static Html Group(IGrouping<string, HostileKind> group, Person person) => Html.Of($"""
        <section data-group><h2>{group.Key}</h2><ul class="list">
        {Html.Each(group, kind => Html.Of($"""
            <li class="kind"><a href="/tokens?person={person.UserId.ToString()}&amp;kind={kind.Key}" id="kind-{kind.Key}">{kind.Key}</a>
            <button type="button" class="copy" data-copy="kind-{kind.Key}">Copy name</button><br>{kind.Description}
            <code>{kind.Expected}</code></li>
            """))}
        </ul></section>
        """);

    private static Html Choice(string value, string text, bool isChosen) =>
        isChosen ? Html.Of($"""<option value="{value}" selected>{text}</option>""")
            : Html.Of($"""<option value="{value}">{text}</option>""");
}
