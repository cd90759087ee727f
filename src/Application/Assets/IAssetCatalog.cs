using Enterprise.Application.Tenancy;
using Enterprise.Domain.Assets;

namespace Enterprise.Application.Assets;

/// <summary>
/// The platform's assets as the caller may see them. Every call is made with the caller's own token, so that the platform decides what is
/// visible. All methods throw <see cref="AssetCatalogException"/> where the platform refuses or cannot answer.
/// </summary>
public interface IAssetCatalog
{
    /// <summary>One page of the assets that match a filter.</summary>
    /// <param name="filter">Which assets.</param>
    /// <param name="sort">In which order; equal ones in an order that does not change between pages.</param>
    /// <param name="page">The page's number, from 1.</param>
    /// <param name="size">How many assets, 1 to 200.</param>
    /// <returns>The page; empty where nothing matches or the number is past the end.</returns>
    Task<Page<Asset>> ListAsync(ICaller caller, AssetFilter filter, AssetSort sort, int page, int size, CancellationToken cancel);

    /// <summary>One asset with its path.</summary>
    /// <returns>The asset, or null where there is none that the caller may see.</returns>
    Task<Asset?> FindAsync(ICaller caller, AssetId id, CancellationToken cancel);

    /// <summary>The aspects of an asset with the definitions of their variables, at most 200.</summary>
    Task<IReadOnlyList<Aspect>> ListAspectsAsync(ICaller caller, AssetId id, CancellationToken cancel);

    /// <summary>The names of some assets.</summary>
    /// <param name="ids">Which assets, at most 200.</param>
    /// <returns>The names of those that the caller may see.</returns>
    Task<IReadOnlyDictionary<AssetId, string>> FindNamesAsync(ICaller caller, IReadOnlyCollection<AssetId> ids, CancellationToken cancel);
}
