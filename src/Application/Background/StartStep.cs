using Microsoft.Extensions.Hosting;

namespace Enterprise.Application.Background;

/// <summary>Something that is done once before anything is served; its fault ends the start.</summary>
public abstract class StartStep : IHostedService
{
    /// <inheritdoc/>
    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
