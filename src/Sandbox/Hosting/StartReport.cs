using System.Diagnostics;
using System.Globalization;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.WebProcess;

namespace Enterprise.Sandbox.Hosting;

/// <summary>What stands on the console after the start: what runs where, how long it took, and where to click.</summary>
internal static class StartReport
{
    public static async Task PrintAsync(WebApplication app, SandboxOptions options, Stopwatch clock, TextWriter output)
    {
        var addresses = app.Services.GetRequiredService<Addresses>();
        var state = app.Services.GetRequiredService<ApplicationState>();
        var gateways = Tenant.All.Select(tenant => addresses.Application(tenant.Name));
        var identities = Tenant.All.Where(tenant => tenant.Id is not null)
            .Select(tenant => addresses.IdentityOf(tenant.Name, Generation.Second));
        await output.WriteLineAsync($"""
            Local Sandbox of Siemens Insights Hub, on this machine only. Ctrl-C stops it.

              Launchpad    {addresses.Root}   ({Seconds(clock)})
              Gateway      {string.Join("\n               ", gateways)}
              Identity     {addresses.Root}oauth/token   {addresses.Root}token_keys
                           {string.Join("\n               ", identities)}   second generation
              Asset API    {addresses.Root}api/assetmanagement/v3/
                           {addresses.SecondGateway}api/assetmanagement-{options.CoreTenant}/v3/   second generation
              Control API  {addresses.Root}sandbox/v1/openapi.json
            """);
        if (options.App is null)
        {
            await output.WriteLineAsync("  Application  being started …");
        }

        var ready = Task.WhenAll(state.Settled, app.Services.GetRequiredService<WarmUp>().Done);
        await Task.WhenAny(ready, app.Lifetime.ApplicationStopping.AsTask());
        if (state.Current is ApplicationState.Running(var origin))
        {
            var repository = options.App is null ? Repository.Find(Directory.GetCurrentDirectory()) : null;
            await output.WriteLineAsync($"""
                  Application  {origin}   ({(repository is null ? "yours, not watched" : Seconds(clock))})
                {(repository is null ? "" : $"  Access log   {repository.AccessLog}\n  Output       {repository.ApplicationLog}\n")}
                ready in {Seconds(clock)}
                """);
        }

        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await output.WriteLineAsync($"Open {addresses.Root}");
        }
    }

    private static string Seconds(Stopwatch clock) => clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
