using Enterprise.Sandbox.AssetManagement.Assets;
using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>A request that passed <see cref="ApiEntry"/>.</summary>
internal sealed class ApiRequest(HttpContext context, ApiCaller caller)
{
    public HttpContext Http => context;

    public QueryParameters Query { get; } = new(context.Request.Query);

    public Links Links { get; } = new(context.Request);

    public HttpResponse Response => context.Response;

    public CancellationToken Aborted => context.RequestAborted;

    public SandboxOptions Options { get; } = context.RequestServices.GetRequiredService<SandboxOptions>();

    public AssetSearch Search { get; } = context.RequestServices.GetRequiredService<AssetSearch>();

    public TenantData Data { get; } = context.RequestServices.GetRequiredService<TenantCatalog>().Of(caller.Tenant);

    public bool IncludeShared => Query.Flag("includeShared");

    /// <summary>What this caller may see with this query.</summary>
    public AssetView View => AssetView.Of(caller, IncludeShared, Options.Policies);

    /// <summary>The id in the path.</summary>
    public string Id => PathValue("id");

    /// <summary>A variable part of the path.</summary>
    public string PathValue(string name) => (string?)context.Request.RouteValues[name] ?? "";

    /// <summary>The asset whose id is in the path.</summary>
    /// <exception cref="ApiException">The id is malformed, or this caller cannot see such an asset: 404 in both cases. 403 where a policy
    /// hides it.</exception>
    public Asset Asset()
    {
        var asset = AssetId.TryParse(Id, out var id) ? Data.Find(id) : null;
        return asset is not null && View.Shows(asset) ? asset
            : asset is not null && (View with { WithRestricted = true }).Shows(asset) ? throw ApiException.Forbidden()
            : throw ApiException.NotFound("Asset", Id);
    }
}
