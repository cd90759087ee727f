using Microsoft.Extensions.Hosting;

namespace Enterprise.Application.Background;

/// <summary>
/// A supervised loop that runs from the start of the service to its stop; it is entered also where the stop follows at once. A fault of
/// <see cref="StartAsync"/> still ends the start.
/// </summary>
/// <param name="name">Its name in the log and in health.</param>
/// <param name="isEssential">Whether the service cannot serve without it.</param>
public abstract class BackgroundLoop(BackgroundWork work, string name, bool isEssential = false) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>The supervisor.</summary>
    protected BackgroundWork Work => work;

    /// <inheritdoc/>
    public virtual Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = work.RunLoopAsync(name, LoopAsync, isEssential, _stop.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The loop: it returns only when told to stop, and is entered again after a fault.</summary>
    protected abstract Task LoopAsync(CancellationToken stop);

    /// <summary>Tells the loop to stop and waits for nothing.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        _stop.Cancel(); // Not disposed of: the loop may still look at its token.
    }
}
