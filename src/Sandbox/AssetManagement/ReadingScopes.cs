namespace Enterprise.Sandbox.AssetManagement;

/// <summary>The scopes that allow reading, written with a dot and compared as whole strings.</summary>
internal static class ReadingScopes
{
    public const string StandardUser = "mdsp:core:assetmanagement.standarduser";

    public const string Admin = "mdsp:core:assetmanagement.admin";

    public static bool Allow(IReadOnlySet<string> scopes) => scopes.Contains(StandardUser) || scopes.Contains(Admin);
}
