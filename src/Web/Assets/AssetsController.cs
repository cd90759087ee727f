using Enterprise.Application.Assets;
using Enterprise.Domain.Tenancy;
using Enterprise.Web.Errors;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Assets;

/// <summary>The assets of the user's tenant.</summary>
[Requires(AppRole.User)]
public sealed class AssetsController(IMediator mediator) : PageController(mediator)
{
    /// <summary>One page of assets: searched, filtered, sorted.</summary>
    [Read("/")]
    public Task<IActionResult> Index([FromQuery(Name = "")] ListAssets.Query query, CancellationToken cancel) =>
        Answer<ListAssets.Query, ListAssets.Result>(query, AssetsJson.List, cancel);

    /// <summary>One asset.</summary>
    [Read("/assets/{id}")]
    public Task<IActionResult> Detail([FromRoute] ShowAsset.Query query, CancellationToken cancel) =>
        Answer<ShowAsset.Query, ShowAsset.Result>(query, AssetsJson.One, cancel);

    /// <inheritdoc/>
    private protected override Refusal Missing => Refusals.AssetNotFound;
}
