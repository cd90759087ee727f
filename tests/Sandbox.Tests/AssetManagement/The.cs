namespace Enterprise.Sandbox.Tests.AssetManagement;

/// <summary>Fixed values of these tests, written out instead of taken from the code they check.</summary>
internal static class The
{
    public const string StandardUser = "mdsp:core:assetmanagement.standarduser";
    public const string Admin = "mdsp:core:assetmanagement.admin";
    public const string Subtenant = "0f3c2a7d9b1e4f5a8c6d7e8f90a1b2c3";
    public const string BasePath = "/api/assetmanagement/v3";
}
