using Enterprise.Application.AccessLog.Retention;
using Enterprise.VerifiableLog.Retention.Removal;
using Rewriting = Enterprise.Application.AccessLog.Retention.Rewriting;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>The files of the log's database.</summary>
internal sealed class StoreFiles(IRemoval removal) : IStoreFiles
{
    public Task CheckAsync(CancellationToken cancel) => removal.CheckAsync(cancel).MappedAsync();

    public Task<string?> WipeAsync(Rewriting what, CancellationToken cancel) =>
        removal.WipeAsync(
            what switch
            {
                Rewriting.Nothing => VerifiableLog.Retention.Removal.Rewriting.Nothing,
                Rewriting.PersonalParts => VerifiableLog.Retention.Removal.Rewriting.PersonalParts,
                _ => VerifiableLog.Retention.Removal.Rewriting.Everything,
            },
            cancel).MappedAsync();

    public Task<long?> CountTracesAsync(IReadOnlyCollection<string> texts, CancellationToken cancel) =>
        removal.CountTracesAsync(texts, cancel);
}
