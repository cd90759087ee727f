using Enterprise.Domain.Assets;

namespace Enterprise.Application.Assets;

/// <summary>Which assets: all conditions together. Deleted assets are never meant.</summary>
/// <param name="Search">A part of the name or of the external id; whether case matters is the platform's choice, which it does not
/// document.</param>
/// <param name="Type">That type or one derived from it.</param>
/// <param name="Parent">Only the children of this asset.</param>
/// <param name="IncludeShared">Whether assets count that another tenant shares with the caller's.</param>
public sealed record AssetFilter(string? Search = null, AssetTypeId? Type = null, AssetId? Parent = null, bool IncludeShared = false);
