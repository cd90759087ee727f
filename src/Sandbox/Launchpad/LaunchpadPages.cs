using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The content of the Launchpad's pages.</summary>
internal sealed class LaunchpadPages(Page page, SandboxOptions options, Addresses addresses, TenantMoves moves)
{
    public IResult Chooser(string? returnTo) => page.Show("Who are you today?", Html.Of($"""
        <p>Choose a person to sign in as. There is no password: this is a stand-in. Each has different rights, so that every case can be seen.</p>
        {Html.Each(People.All.GroupBy(person => person.Tenant, StringComparer.Ordinal), group => Html.Of($"""
            <h2>{Tenant.Find(group.Key)?.DisplayName} <small>tenant {group.Key}, {moves.Of(group.Key).InWords()}{Number(group.Key)}</small></h2>
            <ul class="cards">
            {Html.Each(group, person => Choice(person, returnTo))}
            </ul>
            """))}
        {Moving()}
        """));

    public IResult Home(Person person)
    {
        var tile = Html.Of($"""
            <ul class="cards"><li><a class="tile" href="{addresses.Application(person.Tenant)}"><strong>{options.AppTitle}</strong>
            <span class="soft">{addresses.Application(person.Tenant).Authority}</span></a></li></ul>
            """);
        var none = Html.Of($"""
            <div class="card"><p>No application is assigned to you. An administrator of tenant {person.Tenant} would have to give you a role such as
            <code>mdsp:{options.ProviderTenant}:{options.AppName}.user</code>.</p>
            <p class="soft">You may still type the application's address, <a href="{addresses.Application(person.Tenant)}">{addresses.Application(person.Tenant).Authority}</a>,
            to see what it says to somebody without a role.</p></div>
            """);
        return page.Show("Your applications", Html.Of($"""
            <p class="soft">Signed in as {person.Name}, {person.Role.ToLowerInvariant()}</p>
            {(person.MayUseApplication ? tile : none)}
            <h2>Who am I</h2>
            <div class="card"><dl>
            <dt>Name</dt><dd>{person.Name}</dd>
            <dt>User name</dt><dd>{person.UserName}</dd>
            <dt>Tenant</dt><dd>{Tenant.Find(person.Tenant)?.DisplayName} (<code>{person.Tenant}</code>)</dd>
            <dt>Identity</dt><dd>{moves.Of(person.Tenant).InWords()}{Number(person.Tenant)}</dd>
            {(person.Subtenant is null ? Html.Empty : Html.Of($"<dt>Subtenant</dt><dd><code>{person.Subtenant}</code></dd>"))}
            <dt>Scopes</dt><dd>{Html.Each(person.ScopesIn(options.AppName), scope => Html.Of($"<code>{scope}</code><br>"))}</dd>
            </dl></div>
            <p><a href="/people">Sign in as somebody else</a></p>
            {Moving()}
            """), corner: Corner(person));
    }

    public IResult OtherTenant(Person person, string tenant, string returnTo) => page.Problem(StatusCodes.Status403Forbidden, $"This address belongs to tenant {tenant}", Html.Of($"""
        <p>You are signed in as <strong>{person.Name}</strong> of tenant <strong>{person.Tenant}</strong>. People of one tenant cannot open the applications of another.</p>
        <p><a href="/people?return={Uri.EscapeDataString(returnTo)}">Sign in as somebody of {tenant}</a></p>
        """));

    public IResult NoSuchReturn() => page.Problem(StatusCodes.Status400BadRequest, "This sign-in cannot go on",
        Html.Of($"<p>The address to return to is not one of an application of this stand-in.</p>"));

    private string Number(string tenant) => moves.Of(tenant) == Generation.Second ? $", {moves.LabelOf(tenant)}" : "";

    private Html Moving() => Html.Of($"""
        <h2>Moving a tenant</h2>
        <p class="soft">The platform moves tenants to the new identity in waves. Old addresses then lead to the new ones, and whoever is signed in stays so.</p>
        {Html.Each(TenantMoves.Movable, Mover)}
        """);

    private Html Mover(string tenant)
    {
        var back = moves.Of(tenant) == Generation.Second;
        return Html.Of($"""
            <form method="post" action="/move"><input type="hidden" name="tenant" value="{tenant}">
            <input type="hidden" name="to" value="{(back ? Generation.First : Generation.Second).ToString()}">
            <button class="button">{(back ? $"Move {tenant} back to the old identity" : $"Move {tenant} to the new identity")}</button></form>
            """);
    }

    private static Html Choice(Person person, string? returnTo) => Html.Of($"""
        <li><form method="post" action="/sign-in"><input type="hidden" name="person" value="{person.UserId.ToString()}"><input type="hidden" name="return" value="{returnTo}">
        <button><strong>{person.Name}</strong> <span class="soft">{person.Role}</span></button></form></li>
        """);

    private static Html Corner(Person person) => Html.Of($"""
        <span>{person.Name} · {person.Tenant}</span><form method="post" action="/sign-out"><button>Sign out</button></form>
        """);
}
