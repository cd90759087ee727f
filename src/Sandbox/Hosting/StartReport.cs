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
        await output.WriteLineAsync($"""
            Local stand-in of Siemens Insights Hub, on this machine only. Ctrl-C ends it.

              Launchpad    {addresses.Root}   ({Seconds(clock)})
              Gateway      {string.Join("\n               ", Tenant.All.Select(tenant => addresses.Application(tenant.Name)))}
              Identity     {addresses.Root}oauth/token   {addresses.Root}token_keys
                           {string.Join("\n               ", Tenant.All.Where(tenant => tenant.Id is not null).Select(tenant => addresses.IdentityOf(tenant.Name, Generation.Second)))}   second generation
              Asset API    {addresses.Root}api/assetmanagement/v3/
                           {addresses.SecondGateway}api/assetmanagement-{options.CoreTenant}/v3/   second generation
            """);
        if (options.App is null)
        {
            await output.WriteLineAsync("  Application  being started …");
        }

        await Task.WhenAny(state.Settled, app.Lifetime.ApplicationStopping.AsTask());
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
