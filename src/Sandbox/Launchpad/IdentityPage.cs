using System.Globalization;
using Enterprise.Sandbox.Control;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>Keys, token lifetime and tenants: what can change on the platform's side while people are signed in.</summary>
internal sealed class IdentityPage(Page page, IdentitySwitches switches, TokenLifetime lifetime, TenantMoves moves)
{
    public IResult Show() => page.Show("Identity", Html.Of($"""
        <p>Signing keys rotate, identity can be slow or down, tokens expire, and tenants move. Every application has to cope.</p>
        <noscript><p>The buttons need JavaScript. Without it, call the control API with curl.</p></noscript>
        {Html.Each(Enum.GetValues<Generation>(), Section)}
        <h2>Token lifetime</h2>
        <div class="card"><form data-api="PUT" action="{ControlApi.BasePath}/token-lifetime" class="row">
        <label>Seconds, from 20 <input type="number" name="seconds" min="20" max="86400" required
          value="{lifetime.Current.TotalSeconds.ToString(CultureInfo.InvariantCulture)}"></label><button>Apply to new
          tokens</button></form></div>
        <h2>Tenants on the move</h2>
        <div class="card"><p>The platform moves tenants to the new identity in waves. Old addresses then redirect to the new ones, and
        people stay signed in.</p>
        {Html.Each(TenantMoves.Movable, Mover)}</div>
        """));

    /// <summary>The button that moves a tenant.</summary>
    private Html Mover(string tenant)
    {
        var isBack = moves.Of(tenant) == Generation.Second;
        return Page.ApiButton(
            "PUT", $"/tenants/{tenant}", isBack ? $"Move {tenant} back to the old identity" : $"Move {tenant} to the new identity",
            ("generation", Words.Of(isBack ? Generation.First : Generation.Second)));
    }

    private Html Section(Generation generation)
    {
        var path = $"/keys/{Words.Of(generation)}";
        return Html.Of($"""
            <h2>{(generation == Generation.First ? "First" : "Second")} generation</h2>
            <div class="card"><dl>
            <dt>Service</dt><dd>{(generation == Generation.First ? "Insights Hub identity" : "Xcelerator identity")}</dd>
            <dt>Keys</dt><dd>{string.Join(", ", switches.KeyIds(generation))}; the first one signs</dd>
            <dt>Published</dt><dd>{Text(switches.KeySetOf(generation))}</dd>
            <dt>Answers</dt><dd>{Text(switches.StateOf(generation))}</dd>
            <dt>Keys fetched</dt><dd>{switches.KeyFetches(generation).ToString(CultureInfo.InvariantCulture)} times</dd>
            </dl>
            <div class="row">{Page.ApiButton("POST", path + "/rotate", "Sign with a new key")}
            {Page.ApiButton("POST", path + "/withdraw", "Withdraw the old key")}</div>
            <div class="row">{Html.Each(Enum.GetValues<KeySet>(),
                set => Page.ApiButton("PUT", path, "Publish " + Text(set), ("publishes", Words.Of(set))))}</div>
            <div class="row">{Html.Each(Enum.GetValues<IdentityState>(),
                state => Page.ApiButton("PUT", path, "Answer " + Text(state), ("answers", Words.Of(state))))}</div></div>
            """);
    }

    private static string Text(KeySet set) => set switch
    {
        KeySet.Empty => "an empty set",
        KeySet.Broken => "a broken set",
        KeySet.Oversized => "a set of 5 MB",
        _ => "the keys",
    };

    private static string Text(IdentityState state) => state switch
    {
        IdentityState.Slow => "slowly",
        IdentityState.Down => "with 503",
        _ => "normally",
    };
}
