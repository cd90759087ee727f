using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The Launchpad: people, tiles, and the sign-in on behalf of applications.</summary>
internal static class LaunchpadSite
{
    public static IServiceCollection AddLaunchpad(this IServiceCollection services) => services
        .AddSingleton<SignIns>()
        .AddSingleton<Page>()
        .AddSingleton<LaunchpadPages>()
        .AddSingleton<TokensPage>()
        .AddSingleton<PersonPage>()
        .AddSingleton<FaultsPage>()
        .AddSingleton<IdentityPage>();

    public static void MapLaunchpad(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ServedAt(Place.Root);
        pages.MapGet("/", Home);
        pages.MapGet("/people", (LaunchpadPages show, string? @return) => show.Chooser(@return));
        pages.MapGet("/login", Login);
        pages.MapGet("/" + Page.StyleSheet, () => Results.Text(Resource.Read("Launchpad.sandbox.css"), "text/css"));

        pages.MapGet("/tokens", TokensPage.Handle);
        pages.MapGet("/tokens/header", TokensPage.HandleHeader);
        pages.MapGet("/" + Page.Script, () => Results.Text(Resource.Read("Launchpad.sandbox.js"), "text/javascript"));
        pages.MapGet("/people/{id}", (PersonPage page, string id) => page.Show(id));
        pages.MapGet("/faults", (FaultsPage page) => page.Show());
        pages.MapGet("/identity", (IdentityPage page) => page.Show());

        var forms = routes.MapGroup("").ServedAt(Place.Root).RequireOwnOrigin();
        forms.MapPost("/sign-in", SignInAsync);
        forms.MapPost("/sign-out", (HttpContext context, SignIns signIns) =>
        {
            signIns.SignOut(context);
            return new SeeOther("/");
        });
    }

    // Browsers keep cookies of 127.0.0.1 and localhost apart, so the Launchpad is at one of them only.
    private static IResult Home(HttpContext context, SignIns signIns, LaunchpadPages show, Addresses addresses) =>
        context.Request.Host.Host != addresses.Root.Host ? Results.Redirect(addresses.Root.AbsoluteUri)
        : signIns.Current(context.Request) is { } session ? show.Home(session.Person)
        : show.Chooser(returnTo: null);

    private static async Task<IResult> SignInAsync(HttpContext context, SignIns signIns, LaunchpadPages show)
    {
        if (!context.Request.HasFormContentType)
        {
            return show.NoSuchReturn();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnTo = form["return"].ToString();
        if (People.All.FirstOrDefault(known => known.UserId.ToString() == form["person"]) is not { } person)
        {
            return show.Chooser(returnTo);
        }

        signIns.SignIn(context, person);
        return new SeeOther(returnTo.Length == 0 ? "/" : $"/login?return={Uri.EscapeDataString(returnTo)}");
    }

    private static IResult Login(HttpContext context, SignIns signIns, LaunchpadPages show, Addresses addresses, string? @return)
    {
        if (!Uri.TryCreate(@return, UriKind.Absolute, out var target)
            || addresses.Find(target.Host) is not { Place: Place.Application } match
            || Tenant.Find(match.Tenant, match.Generation) is not { } tenant
            || target.GetLeftPart(UriPartial.Authority) + "/" != addresses.ApplicationOf(tenant.Name, match.Generation).AbsoluteUri)
        {
            return show.NoSuchReturn();
        }

        // The tenant may have been moved since the address was written down.
        target = new Uri(addresses.Application(tenant.Name), target.PathAndQuery);

        return signIns.Current(context.Request) switch
        {
            null => show.Chooser(@return),
            var session when session.Person.Tenant != tenant.Name => show.OtherTenant(session.Person, tenant.Name, @return),
            var session => Results.Redirect(
                new Uri(target, $"/login?code={signIns.IssueCode(session, target.Host)}&return={Uri.EscapeDataString(target.PathAndQuery)}")
                    .AbsoluteUri),
        };
    }
}
