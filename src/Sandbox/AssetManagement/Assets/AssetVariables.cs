using Enterprise.Sandbox.AssetManagement.Lists;
using Enterprise.Sandbox.AssetManagement.Types;
using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.AssetManagement.Assets;

/// <summary>The definitions of one asset's variables outside aspects, inherited ones too: <c>GET /assets/{id}/variables</c>.</summary>
internal static class AssetVariables
{
    private static readonly SmallList<VariableDefinition> List = new(variable => variable.Name, variable => variable.Name);

    public static Task AnswerAsync(ApiRequest request)
    {
        var asset = request.Asset();
        return List.AnswerAsync(request, $"/assets/{asset.Id}/variables", "variables", asset.Type.AllVariables, VariableWriter.Write);
    }
}
