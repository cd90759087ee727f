using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Data.Ordering;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Hosting;

/// <summary>
/// Makes the data and the orders of all tenants in the background once the Sandbox listens, so that no request waits for them.
/// </summary>
internal sealed class WarmUp(TenantCatalog tenants, SandboxOptions options, IHostApplicationLifetime lifetime) : BackgroundService
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when everything is made.</summary>
    public Task Done => done.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.ApplicationStarted.AsTask().WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var orders = AssetSortFields.Names.SelectMany(field => new[] { (field, false), (field, true) });
        foreach (var tenant in options.WarmUp ? Tenant.All : [])
        {
            foreach (var (field, descending) in orders.TakeWhile(_ => !stoppingToken.IsCancellationRequested))
            {
                tenants.Of(tenant.Name).Orders.By(field, descending);
            }
        }

        done.SetResult();
    }
}
