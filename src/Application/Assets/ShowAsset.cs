using AutoMapper;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Assets;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.Assets;

/// <summary>Shows one asset with its path, aspects, variables and the first of its children.</summary>
public static class ShowAsset
{
    /// <summary>Which asset.</summary>
    public sealed record Query : IRequest<Result?>, IAudited<Result?>
    {
        /// <summary>How many children the page shows; more are a list of their own.</summary>
        public const int ChildrenShown = 25;

        /// <summary>The asset's id, 32 lower-case hexadecimal digits.</summary>
        public string Id { get; init; } = string.Empty;

        /// <inheritdoc/>
        public AccessAction Action => AccessAction.ViewAsset;

        /// <inheritdoc/>
        public string? Resource => Id;

        /// <inheritdoc/>
        public Disclosure? Disclose(Result? result) => result is null ? null : new(result.Asset.Name, 1 + result.Children.Items.Count);

        /// <summary>The asset alone says what was asked.</summary>
        public string ToQueryString() => string.Empty;
    }

    /// <summary>One asset and what belongs to it.</summary>
    /// <param name="Path">Its ancestors from the root down to the parent.</param>
    /// <param name="Aspects">Its aspects with their variables.</param>
    /// <param name="Children">The first of its children.</param>
    /// <param name="AsOf">When the platform was asked, in UTC.</param>
    public sealed record Result(Fields Asset, IReadOnlyList<Reference> Path, Part<Aspect> Aspects, Part<Reference> Children,
        DateTimeOffset AsOf);

    /// <summary>A part of the page that the platform may give or refuse on its own.</summary>
    /// <param name="Items">What was given.</param>
    /// <param name="Total">How many there are in all.</param>
    /// <param name="Missing">Why nothing was given, as a code such as <c>platform_right_missing</c>; null where the part is
    /// complete.</param>
    public sealed record Part<T>(IReadOnlyList<T> Items, long Total, string? Missing);

    /// <summary>An asset that this one names.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">Its type's id, where known.</param>
    public sealed record Reference(string Id, string Name, string? Type);

    /// <summary>An aspect with its variables.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Type">The aspect type's id.</param>
    /// <param name="Category"><c>static</c>, <c>dynamic</c>, or a later value.</param>
    /// <param name="Description">What it describes, if stated.</param>
    /// <param name="Variables">The variables.</param>
    public sealed record Aspect(string Name, string? Type, string? Category, string? Description, IReadOnlyList<Variable> Variables);

    /// <summary>A variable.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="DataType">The data type.</param>
    /// <param name="Unit">The unit, if any.</param>
    /// <param name="Value">The value; null for one that has none, or whose values are a time series.</param>
    public sealed record Variable(string Name, string? DataType, string? Unit, string? Value);

    /// <summary>The asset's own fields.</summary>
    public sealed record Fields
    {
        /// <summary>The id.</summary>
        public required string Id { get; init; }

        /// <summary>The name.</summary>
        public required string Name { get; init; }

        /// <summary>The type's id.</summary>
        public required string Type { get; init; }

        /// <summary>The owning tenant's name.</summary>
        public required string Owner { get; init; }

        /// <summary>The subtenant, if any.</summary>
        public string? Subtenant { get; init; }

        /// <summary>The id that the tenant gave, if any.</summary>
        public string? ExternalId { get; init; }

        /// <summary>The description, if any.</summary>
        public string? Description { get; init; }

        /// <summary>The time zone as a Java zone id.</summary>
        public string? TimeZone { get; init; }

        /// <summary>The kind of twin.</summary>
        public string? TwinType { get; init; }

        /// <summary>The place's country, and so on.</summary>
        public string? LocationCountry { get; init; }

        /// <summary>The region.</summary>
        public string? LocationRegion { get; init; }

        /// <summary>The city.</summary>
        public string? LocationLocality { get; init; }

        /// <summary>Street and number.</summary>
        public string? LocationStreetAddress { get; init; }

        /// <summary>The postal code.</summary>
        public string? LocationPostalCode { get; init; }

        /// <summary>Degrees north.</summary>
        public double? LocationLatitude { get; init; }

        /// <summary>Degrees east.</summary>
        public double? LocationLongitude { get; init; }

        /// <summary>How the asset is shared.</summary>
        public IReadOnlyList<string> SharingModes { get; init; } = [];

        /// <summary>The asset's own variables.</summary>
        public IReadOnlyList<VariableValue> Variables { get; init; } = [];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Id).Must(id => AssetId.TryParse(id, out _))
            .WithErrorCode("AssetId");
    }

    internal sealed class Mapping : Profile
    {
        public Mapping()
        {
            CreateMap<Asset, Fields>()
                .ForMember(fields => fields.Id, to => to.MapFrom(asset => asset.Id.Value))
                .ForMember(fields => fields.Type, to => to.MapFrom(asset => asset.Type.Value));
            CreateMap<Asset, Reference>().ConstructUsing(asset => new Reference(asset.Id.Value, asset.Name, asset.Type.Value))
                .ForAllMembers(to => to.Ignore());
            CreateMap<AssetReference, Reference>().ConstructUsing(asset => new Reference(asset.Id.Value, asset.Name, null))
                .ForAllMembers(to => to.Ignore());
        }
    }

    internal sealed class Handler(IAssetCatalog assets, ICaller caller, IMapper mapper, TimeProvider clock)
        : IRequestHandler<Query, Result?>
    {
        public async Task<Result?> Handle(Query request, CancellationToken cancellationToken)
        {
            var asOf = clock.GetUtcNow();
            var id = AssetId.Parse(request.Id);
            var aspects = PartOf(AllAspects(id, cancellationToken));
            var children = PartOf(FirstChildren(id, cancellationToken));
            var asset = await assets.FindAsync(caller, id, cancellationToken);
            return asset is null
                ? null
                : new(mapper.Map<Fields>(asset), mapper.Map<List<Reference>>(asset.Path), WithValues(await aspects, asset), await children,
                    asOf);
        }

        /// <summary>A part that the platform refuses or loses leaves the rest of the page standing.</summary>
        private static async Task<Part<T>> PartOf<T>(Task<Part<T>> part)
        {
            try
            {
                return await part;
            }
            catch (AssetCatalogException failure)
            {
                return new([], 0, failure.Code);
            }
        }

        private static Part<Aspect> WithValues(Part<Aspect> aspects, Asset asset)
        {
            var values = asset.AspectValues
                .SelectMany(aspect => aspect.Variables.Select(variable => (Key: (aspect.Name, variable.Name), variable.Value)))
                .DistinctBy(pair => pair.Key)
                .ToDictionary(pair => pair.Key, pair => pair.Value);
            return aspects with { Items =
                [.. aspects.Items.Select(aspect => aspect with { Variables = [.. aspect.Variables.Select(Valued(aspect.Name))] })] };

            Func<Variable, Variable> Valued(string aspect) => variable =>
                variable with { Value = values.GetValueOrDefault((aspect, variable.Name)) ?? variable.Value };
        }

        private async Task<Part<Aspect>> AllAspects(AssetId id, CancellationToken cancel)
        {
            var all = await assets.ListAspectsAsync(caller, id, cancel);
            return new([.. all.Select(
                aspect => new Aspect(aspect.Name, aspect.Type, aspect.Category, aspect.Description, [.. aspect.Variables
                .Select(variable => new Variable(variable.Name, variable.DataType, variable.Unit, variable.DefaultValue))]))], all.Count,
                    null);
        }

        private async Task<Part<Reference>> FirstChildren(AssetId id, CancellationToken cancel)
        {
            var page = await assets.ListAsync(caller, new(Parent: id, IncludeShared: true), AssetSort.ByName, 1, Query.ChildrenShown,
                cancel);
            return new(mapper.Map<List<Reference>>(page.Items), page.Total, null);
        }
    }
}
