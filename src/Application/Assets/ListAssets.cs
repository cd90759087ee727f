using AutoMapper;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Assets;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.Assets;

/// <summary>Lists the assets of the caller's tenant, one page in order.</summary>
public static class ListAssets
{
    /// <summary>Which assets, in which order, which page.</summary>
    public sealed record Query : IRequest<Result>, IAudited<Result>
    {
        /// <summary>The page sizes offered, in assets.</summary>
        public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100];

        /// <summary>A part of the name or of the external id, at most 128 characters.</summary>
        public string? Search { get; init; }

        /// <summary>A type's id: that type or one derived from it.</summary>
        public string? Type { get; init; }

        /// <summary>An asset's id: only its children.</summary>
        public string? Parent { get; init; }

        /// <summary>The order, see <see cref="AssetSort"/>; by name where nothing is said.</summary>
        public string? Sort { get; init; }

        /// <summary>Whether assets are listed too that other tenants share with this one.</summary>
        public bool Shared { get; init; }

        /// <summary>The page, from 1.</summary>
        public int Page { get; init; } = 1;

        /// <summary>How many assets a page has, one of <see cref="Sizes"/>.</summary>
        public int Size { get; init; } = 50;

        /// <inheritdoc/>
        public AccessAction Action => AccessAction.ListAssets;

        /// <inheritdoc/>
        public string? Resource => null;

        /// <inheritdoc/>
        public Disclosure Disclose(Result result) => new(null, result.Rows.Items.Count);

        /// <summary>The query string that asks for the same page again, without the parts that are as by default.</summary>
        /// <returns>For example <c>search=pump&amp;page=2</c>; empty for the first page of everything.</returns>
        public string ToQueryString() => QueryText.Of(
            ("search", Search), ("type", Type), ("parent", Parent), ("sort", Sort), ("shared", Shared ? "true" : null),
            ("page", Page == 1 ? null : Text(Page)), ("size", Size == 50 ? null : Text(Size)));

        private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>One page of assets.</summary>
    /// <param name="Rows">The assets.</param>
    /// <param name="AsOf">When the platform was asked, in UTC.</param>
    public sealed record Result(Page<Row> Rows, DateTimeOffset AsOf);

    /// <summary>One asset of the list.</summary>
    public sealed record Row
    {
        /// <summary>The asset's id.</summary>
        public required string Id { get; init; }

        /// <summary>The name.</summary>
        public required string Name { get; init; }

        /// <summary>The type's id.</summary>
        public required string Type { get; init; }

        /// <summary>The id that the tenant gave, if any.</summary>
        public string? ExternalId { get; init; }

        /// <summary>The city, if known.</summary>
        public string? LocationLocality { get; init; }

        /// <summary>The country, if known.</summary>
        public string? LocationCountry { get; init; }

        /// <summary>The kind of twin, if known.</summary>
        public string? TwinType { get; init; }

        /// <summary>The parent's id, if any.</summary>
        public string? Parent { get; init; }

        /// <summary>The parent's name, where it could be read.</summary>
        public string? ParentName { get; init; }

        /// <summary>Whether another tenant shares this asset with the reader's.</summary>
        public bool IsReceived { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Search).MaximumLength(128);
            RuleFor(query => query.Type).Must(type => type is null || AssetTypeId.TryParse(type, out _))
                .WithErrorCode("AssetType");
            RuleFor(query => query.Parent).Must(parent => parent is null || AssetId.TryParse(parent, out _))
                .WithErrorCode("ParentId");
            RuleFor(query => query.Sort).Must((query, sort, context) =>
            {
                context.MessageFormatter.AppendArgument("Columns", AssetSort.Names);
                return AssetSort.TryParse(sort, out _);
            }).WithErrorCode("AssetSort");
            RuleFor(query => query.Page).InclusiveBetween(1, 1_000_000).WithErrorCode("PageNumber");
            RuleFor(query => query.Size).Must(Query.Sizes.Contains).WithErrorCode("AssetsPerPage");
        }
    }

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Asset, Row>()
            .ForMember(row => row.Id, to => to.MapFrom(asset => asset.Id.Value))
            .ForMember(row => row.Type, to => to.MapFrom(asset => asset.Type.Value))
            .ForMember(row => row.Parent, to => to.MapFrom(asset => asset.Parent == null ? null : asset.Parent.Value))
            .ForMember(row => row.ParentName, to => to.Ignore())
            .ForMember(row => row.IsReceived, to => to.MapFrom(asset => asset.SharingModes.Contains("RECEIVER")));
    }

    internal sealed class Handler(IAssetCatalog assets, ICaller caller, IMapper mapper, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var asOf = clock.GetUtcNow();
            var filter = new AssetFilter(
                request.Search, AssetTypeId.TryParse(request.Type, out var type) ? type
                : null, AssetId.TryParse(request.Parent, out var parent) ? parent : null, request.Shared);
            var sort = AssetSort.TryParse(request.Sort, out var asked) ? asked : AssetSort.ByName;
            var page = await assets.ListAsync(caller, filter, sort, request.Page, request.Size, cancellationToken);
            var parents = await ParentNames(page.Items, cancellationToken);
            return new Result(page.Select(asset => mapper.Map<Row>(asset) with { ParentName = parents.NameOf(asset.Parent) }), asOf);
        }

        /// <summary>The list carries only the parents' ids; their names are worth one call, and nothing when that call fails.</summary>
        private async Task<ParentsByName> ParentNames(IReadOnlyList<Asset> page, CancellationToken cancel)
        {
            var onPage = page.DistinctBy(asset => asset.Id).ToDictionary(asset => asset.Id, asset => asset.Name);
            var others = page.Select(asset => asset.Parent).OfType<AssetId>().Where(id => !onPage.ContainsKey(id)).ToHashSet();
            try
            {
                return new(onPage, others.Count == 0 ? onPage : await assets.FindNamesAsync(caller, others, cancel));
            }
            catch (AssetCatalogException)
            {
                return new(onPage, onPage);
            }
        }
    }

    private sealed record ParentsByName(IReadOnlyDictionary<AssetId, string> OnPage, IReadOnlyDictionary<AssetId, string> Others)
    {
        public string? NameOf(AssetId? id) => id is null ? null : OnPage.GetValueOrDefault(id) ?? Others.GetValueOrDefault(id);
    }
}
