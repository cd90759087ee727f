using System.Globalization;
using Enterprise.Sandbox.Control;
using Enterprise.Sandbox.Faults;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The faults that can be switched on, and what a good application does in each case.</summary>
internal sealed class FaultsPage(Page page, FaultRegistry faults, SandboxOptions options)
{
    public IResult Show()
    {
        var active = faults.Active;
        return page.Show("Faults", Html.Of($"""
            <p>Let the platform fail on purpose, and see what your application makes of it. Faults affect the platform's APIs, identity and
            bar only.</p>
            <noscript><p>The buttons need JavaScript. Without it, call the control API with curl.</p></noscript>
            <h2>Switched on</h2>
            {(active.Count == 0 ? Html.Of($"<p>None.</p>") : Html.Of($"""
                {Html.Each(active, Active)}<div class="row">{Page.ApiButton("DELETE", "/faults", "Switch all off")}</div>
                """))}
            {Foreign()}
            <h2>Kinds</h2>
            <datalist id="paths"><option value="/api/*"><option value="/api/assetmanagement/v3/assets"><option
            value="/api/assetmanagement/v3/assets/*">
            <option value="/api/iottimeseries/v3/*"></datalist>
            {Html.Each(FaultKind.All, Kind)}
            """));
    }

    private static Html Active(ActiveFault fault) => Html.Of($"""
        <div class="card active"><h3>{fault.Kind.Title}</h3><dl>
        <dt>Requests</dt><dd><code>{fault.Path}</code>, {Of(fault.Rule.Tenant)}, {Every(fault.Rule.Every)}</dd>
        <dt>Until</dt><dd>{fault.Until?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "it is switched off"}</dd>
        <dt>Failed so far</dt><dd>{Number(fault.Hits)}</dd></dl>
        <div class="row">{Page.ApiButton("DELETE", $"/faults/{Number(fault.Id)}", "Switch off")}</div></div>
        """);

    private Html Kind(FaultKind kind) => Html.Of($"""
        <div class="card"><h3>{kind.Title}</h3>
        <p>{kind.Effect} <span class="soft">A good application: {kind.Advice}</span></p>
        <form data-api="POST" action="{ControlApi.BasePath}/faults" class="row"><input type="hidden" name="kind" value="{kind.Key}">
        <label>Path <input name="path" list="paths" value="{kind.Path}"></label>
        <label>Tenant <select name="tenant"><option
        value="">all</option>{Html.Each(Tenant.All, tenant => Html.Of($"<option>{tenant.Name}</option>"))}</select></label>
        <label>One request in <input type="number" name="every" min="1" value="1"></label>
        <label>For seconds <input type="number" name="seconds" min="1" placeholder="until off"></label>
        {Extra(kind)}<button>Switch on</button></form></div>
        """);

    private Html Extra(FaultKind kind) => kind.Key switch
    {
        "slow" => Html.Of($"""
            <label>Delay, seconds <input type="number" name="delaySeconds" min="0"
            value="{Number((int)options.SlowAnswer.TotalSeconds)}"></label>
            """),
        "too-many-requests-retry-after" => Html.Of($"""
            <label>Retry-After, seconds <input type="number" name="retryAfterSeconds" min="0" value="2"></label>
            """),
        _ => Html.Empty,
    };

    private Html Foreign() => faults.ForeignRequests == 0 ? Html.Empty : Html.Of($"""
        <div class="card active"><p>A client followed the redirect to the other origin {Number(faults.ForeignRequests)} times.</p></div>
        """);

    private static string Of(string? tenant) => tenant is null ? "all tenants" : $"tenant {tenant}";

    private static string Every(int every) => every == 1 ? "each request" : $"one request in {Number(every)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
