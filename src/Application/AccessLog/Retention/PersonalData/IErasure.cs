using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Retention.PersonalData;

/// <summary>The steps of erasure. It removes personal data from entries, never an entry; the chain remains as it is.</summary>
public interface IErasure
{
    /// <summary>Finds a user's data: all IDs that were used with the given ID or name, and all names of those IDs.</summary>
    /// <param name="user">The user's ID or exact name.</param>
    Task<UserData> FindAsync(TenantId tenant, string user, CancellationToken cancel);

    /// <summary>Whether a text contains one of the user's IDs or names as a word.</summary>
    bool IsNamed(UserData user, string text);

    /// <summary>The IP addresses of the user's entries that no other user's entry has.</summary>
    Task<IReadOnlyList<string>> OwnAddressesAsync(UserData user, CancellationToken cancel);

    /// <summary>Appends the signed statement that allows the removal.</summary>
    /// <exception cref="AccessLogUnavailableException">It could not be stored.</exception>
    Task StateAsync(TenantId tenant, long entries, string reason, CancellationToken cancel);

    /// <summary>Removes exactly the data that was found, in steps, with a signed receipt for each removed part.</summary>
    Task RemoveAsync(UserData user, IProgress<long> progress, CancellationToken cancel);

    /// <summary>Those of the texts that are no user's ID or name any more.</summary>
    Task<IReadOnlyList<string>> UnusedAsync(IReadOnlyList<string> texts, CancellationToken cancel);
}

/// <summary>What one tenant's log contains about a user.</summary>
/// <param name="Entries">The positions of the user's entries.</param>
/// <param name="Details">The positions of filters that name the user.</param>
/// <param name="Pseudonyms">The number of the user's pseudonymised entries.</param>
public sealed record UserData(
    TenantId Tenant, IReadOnlyList<string> Ids, IReadOnlyList<string> Names, IReadOnlyList<long> Entries, IReadOnlyList<long> Details,
    long Pseudonyms)
{
    /// <summary>The IDs and names.</summary>
    public IReadOnlyList<string> Terms { get; } = [.. Ids.Concat(Names).Distinct(StringComparer.Ordinal)];
}
