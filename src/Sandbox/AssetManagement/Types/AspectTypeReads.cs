using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Types;

/// <summary>Aspect types: <c>GET /aspecttypes</c> and <c>GET /aspecttypes/{id}</c>.</summary>
internal static class AspectTypeReads
{
    private static readonly SmallList<AspectType> List = new(type => type.Id, type => type.Name);

    public static Task AnswerListAsync(ApiRequest request) =>
        List.AnswerAsync(request, "/aspecttypes", "aspectTypes", Visible(request), Writer(request).Write);

    public static Task AnswerOneAsync(ApiRequest request) => Hal.WriteOneAsync(
        request,
        Visible(request).FirstOrDefault(type => string.Equals(type.Id, request.Id, StringComparison.Ordinal))
            ?? throw ApiException.NotFound("Aspect type", request.Id),
        Writer(request).Write,
        version: 1);

    private static AspectTypeWriter Writer(ApiRequest request) => new(request.Links, request.Data.Types);

    private static IEnumerable<AspectType> Visible(ApiRequest request)
    {
        var types = request.Data.Types;
        var includeShared = request.IncludeShared;
        return types.AspectTypes.Where(type => includeShared || !types.IsReceived(type.TenantId));
    }
}
