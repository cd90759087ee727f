namespace Enterprise.Domain.Assets;

/// <summary>An asset named on the way to another.</summary>
/// <param name="Name">Its name.</param>
public sealed record AssetReference(AssetId Id, string Name);
