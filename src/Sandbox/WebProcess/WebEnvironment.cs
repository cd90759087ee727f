namespace Enterprise.Sandbox.WebProcess;

/// <summary>
/// The configuration of the application behind the Sandbox: environment variables, and nothing else. What a shell may hold of another
/// installation is taken away.
/// </summary>
internal static class WebEnvironment
{
    public static Dictionary<string, string?> For(SandboxOptions options, Repository repository, int port)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PORT"] = null,
            ["MDSP-ENV"] = null,
            ["ASPNETCORE_HTTP_PORTS"] = null,
            ["ASPNETCORE_HTTPS_PORTS"] = null,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ASPNETCORE_ENVIRONMENT"] = "Sandbox",
            ["DOTNET_ENVIRONMENT"] = "Sandbox",
            ["ConnectionStrings__AccessLog"] = $"Data Source={repository.AccessLog}",
            ["AccessLog__Keys"] = repository.Keys,
            ["AccessLog__CheckpointArchive"] = repository.CheckpointArchive,
        };
        foreach (var (key, value) in WebSettings.For(options))
        {
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return environment;
    }
}
