using Enterprise.Sandbox.Control;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>One person: rights, and a token as the gateway sends it, decoded.</summary>
internal sealed class PersonPage(Page page, TokenFactory tokens, SandboxOptions options, Addresses addresses, TokenLifetime lifetime)
{
    public IResult Show(string id)
    {
        if (PeopleEndpoints.Lookup(id) is not { } person)
        {
            return page.Problem(StatusCodes.Status404NotFound, "No such person", Html.Of($"<p>The Sandbox does not know this person.</p>"));
        }

        var token = tokens.ForPerson(person);
        return page.Show(person.Name, Html.Of($"""
            <p class="soft">{person.Role} · tenant {person.Tenant}</p>
            <div class="card">{Details(person)}
            <form method="post" action="/sign-in" class="row"><input type="hidden" name="person" value="{person.UserId.ToString()}">
            <button class="button">Sign in</button>
            <a href="/tokens?person={person.UserId.ToString()}">Hostile tokens of this person</a></form></div>
            <h2>Token</h2>
            <p>As the gateway sends it, valid for {TokenText.Seconds(lifetime.Current)}. <a href="/identity">Change the lifetime</a>.</p>
            {Html.Each(TokenText.Decode(token), part => Html.Of($"<pre>{part}</pre>"))}
            {Page.Copyable("token", token)}
            <h2>From a shell</h2>
            {Page.Copyable("command", Command(person))}
            """));
    }

    /// <summary>Who this person is, and which scopes the tokens carry.</summary>
    public Html Details(Person person) => Html.Of($"""
        <dl>
        <dt>User name</dt><dd>{person.UserName}</dd>
        <dt>Tenant</dt><dd>{Tenant.Find(person.Tenant)?.DisplayName} (<code>{person.Tenant}</code>)</dd>
        {(person.Subtenant is null ? Html.Empty : Html.Of($"<dt>Subtenant</dt><dd><code>{person.Subtenant}</code></dd>"))}
        <dt>Application</dt><dd><a href="{addresses.Application(person.Tenant)}">{addresses.Application(person.Tenant).Authority}</a></dd>
        <dt>Scopes</dt><dd>{Html.Each(person.ScopesIn(options.AppName), scope => Html.Of($"<code>{scope}</code><br>"))}</dd>
        </dl>
        """);

    private string Command(Person person) =>
        $"curl -s {addresses.Root}sandbox/v1/tokens -H 'Content-Type: application/json' -d "
            + $"'{{\"person\":\"{person.UserName}\",\"lifetimeSeconds\":20}}'";
}
