using Enterprise.Sandbox.AssetManagement;
using Enterprise.Sandbox.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Enterprise.Sandbox.Tests.AssetManagement;

/// <summary>The API on a real port. Who calls stands in a header that only this host reads.</summary>
public sealed class AssetApiHost : IAsyncLifetime
{
    public const string CallerHeader = "X-Test-Caller";

    private readonly WebApplication _app;

    public AssetApiHost()
        : this(new SandboxOptions())
    {
    }

    internal AssetApiHost(SandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAssetManagement(options);
        _app = builder.Build();
        _app.UsePathBase("/gateway");
        _app.Use((context, next) =>
        {
            if (context.Request.Headers[CallerHeader] is [{ } text] && text.Split('|') is [var tenant, var subtenant, var scopes])
            {
                context.Features.Set(new ApiCaller(tenant, subtenant.Length == 0 ? null : subtenant, scopes.Split(' ')
                    .ToHashSet(StringComparer.Ordinal)));
            }

            return next(context);
        });
        _app.UseRouting();
        _app.MapAssetManagement();
    }

    public string Origin => _app.Urls.First();

    public AssetApiClient As(string tenant, string? subtenant = null, string scopes = The.StandardUser) =>
        new(Origin, $"{tenant}|{subtenant}|{scopes}");

    public AssetApiClient Anonymous() => new(Origin, caller: null);

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();
}
