using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>A request that passed the door.</summary>
internal sealed class ApiRequest(HttpContext context, ApiCaller caller)
{
    public QueryParameters Query { get; } = new(context.Request.Query);

    public Links Links { get; } = new(context.Request);

    public HttpResponse Response => context.Response;

    public CancellationToken Aborted => context.RequestAborted;

    public AssetSearch Search { get; } = context.RequestServices.GetRequiredService<AssetSearch>();

    public TenantData Data { get; } = context.RequestServices.GetRequiredService<TenantCatalog>().Of(caller.Tenant);

    public bool IncludeShared => Query.Flag("includeShared");

    /// <summary>What this caller may see with this query.</summary>
    public AssetView View => AssetView.Of(caller, IncludeShared);

    /// <summary>The id in the path.</summary>
    public string Id => (string?)context.Request.RouteValues["id"] ?? "";

    /// <summary>The asset whose id is in the path.</summary>
    /// <exception cref="RefusedException">It is no id, or this caller sees no such asset: the answer is the same.</exception>
    public Asset Asset() => AssetId.TryParse(Id, out var id) && Data.Find(id) is { } asset && View.Shows(asset)
        ? asset
        : throw RefusedException.NotFound("Asset", Id);
}
