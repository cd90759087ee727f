using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog.Retention;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Erases a user's personal data from the log.</summary>
internal sealed class StoredErasure(Erasure erasure) : IErasure
{
    public async Task<UserData> FindAsync(TenantId tenant, string user, CancellationToken cancel)
    {
        var found = await erasure.FindAsync(tenant.Value, user, cancel).MappedAsync();
        return new(tenant, found.Ids, found.Names, found.Entries, found.Texts, found.Pseudonyms);
    }

    public bool IsNamed(UserData user, string text) => erasure.IsNamed(Of(user), text);

    public Task<IReadOnlyList<string>> OwnAddressesAsync(UserData user, CancellationToken cancel) =>
        erasure.OwnAddressesAsync(Of(user), cancel);

    public Task StateAsync(TenantId tenant, long entries, string reason, CancellationToken cancel) =>
        erasure.StateAsync(tenant.Value, entries, reason, cancel).MappedAsync();

    public Task RemoveAsync(UserData user, IProgress<long> progress, CancellationToken cancel) =>
        erasure.RemoveAsync(Of(user), progress, cancel).MappedAsync();

    public Task<IReadOnlyList<string>> UnusedAsync(IReadOnlyList<string> texts, CancellationToken cancel) =>
        erasure.UnusedAsync(texts, cancel);

    private static PersonData Of(UserData user) =>
        new(user.Tenant.Value, user.Ids, user.Names, user.Entries, user.Details, user.Pseudonyms);
}
