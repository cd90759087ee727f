using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

/// <summary>One host for all tests that only read.</summary>
[CollectionDefinition(Name)]
public sealed class SharedAssetApi : ICollectionFixture<AssetApiHost>
{
    public const string Name = "asset API";
}
