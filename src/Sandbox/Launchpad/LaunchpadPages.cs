using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The Launchpad's pages: the list of people, the applications of one person, and what can go wrong on the way.</summary>
internal sealed class LaunchpadPages(Page page, PersonPage people, SandboxOptions options, Addresses addresses, TenantMoves moves)
{
    public IResult Chooser(string? returnTo) => page.Show("Who are you today?", Html.Of($"""
        <p>Choose a person to sign in as. There is no password. The people differ in tenant and rights, so that every case can be seen.</p>
        {Html.Each(People.All.GroupBy(person => person.Tenant, StringComparer.Ordinal), group => Html.Of($"""
            <h2>{Tenant.Find(group.Key)?.DisplayName} <small>tenant {group.Key}, {Where(group.Key)}</small></h2>
            <ul class="cards">
            {Html.Each(group, person => Choice(person, returnTo))}
            </ul>
            """))}
        """));

    public IResult Home(Person person)
    {
        var tile = Html.Of($"""
            <ul class="cards"><li><a class="tile" href="{addresses.Application(person.Tenant)}"><strong>{options.AppTitle}</strong>
            <span class="soft">{addresses.Application(person.Tenant).Authority}</span></a></li></ul>
            """);
        var none = Html.Of($"""
            <div class="card"><p>No application is assigned to you. Ask an administrator of tenant {person.Tenant} for a role such as
            <code>mdsp:{options.ProviderTenant}:{options.AppName}.user</code>.</p>
            <p class="soft">You can still open the application's address,
            <a href="{addresses.Application(person.Tenant)}">{addresses.Application(person.Tenant).Authority}</a>, to see what it tells
            people without a role.</p>
            </div>
            """);
        return page.Show("Your applications", Html.Of($"""
            <p class="soft">Signed in as {person.Name}, {person.Role.ToLowerInvariant()}</p>
            {(person.MayUseApplication ? tile : none)}
            <h2>Who am I</h2>
            <div class="card"><p><strong>{person.Name}</strong>, {Where(person.Tenant)}</p>{people.Details(person)}
            <p><a href="/people/{person.UserId.ToString()}">My token, decoded</a></p></div>
            <p><a href="/people">Sign in as another person</a></p>
            """), corner: Corner(person));
    }

    public IResult OtherTenant(Person person, string tenant, string returnTo) =>
        page.Problem(StatusCodes.Status403Forbidden, $"This address belongs to tenant {tenant}", Html.Of($"""
            <p>You are signed in as <strong>{person.Name}</strong> of tenant <strong>{person.Tenant}</strong>. People of one tenant cannot
            open the
            applications of another.</p>
            <p><a href="/people?return={Uri.EscapeDataString(returnTo)}">Sign in as a person of {tenant}</a></p>
            """));

    public IResult NoSuchReturn() => page.Problem(StatusCodes.Status400BadRequest, "This sign-in cannot continue",
        Html.Of($"<p>The return address is not that of an application of the Sandbox.</p>"));

    /// <summary>The generation that a tenant is on, with its number in the second.</summary>
    private string Where(string tenant) =>
        moves.Of(tenant).InWords() + (moves.Of(tenant) == Generation.Second ? $", {moves.LabelOf(tenant)}" : "");

    private static Html Choice(Person person, string? returnTo) => Html.Of($"""
        <li><form method="post" action="/sign-in"><input type="hidden" name="person" value="{person.UserId.ToString()}">
        <input type="hidden" name="return" value="{returnTo}">
        <button><strong>{person.Name}</strong> <span class="soft">{person.Role}</span></button></form>
        <a class="soft" href="/people/{person.UserId.ToString()}">Rights and token</a></li>
        """);

    private static Html Corner(Person person) => Html.Of($"""
        <span>{person.Name} · {person.Tenant}</span><form method="post" action="/sign-out"><button>Sign out</button></form>
        """);
}
