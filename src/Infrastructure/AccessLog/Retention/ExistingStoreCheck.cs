using Enterprise.Application.Background;
using Enterprise.VerifiableLog.Retention;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Refuses an operator's command where the service has not made the store.</summary>
internal sealed class ExistingStoreCheck(ExistingStore store) : StartStep
{
    public override Task StartAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken).MappedAsync();
}
