namespace Enterprise.Sandbox.AssetManagement;

/// <summary><c>GET /model/lock</c>: the asset model of no tenant is locked.</summary>
internal static class ModelLock
{
    public static Task AnswerAsync(ApiRequest request) => Hal.WriteOneAsync(request, request.Data.Tenant, (writer, _) =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("enabled", value: false);
        writer.WriteStartArray("jobs");
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
