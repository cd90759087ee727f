using System.Net;
using System.Text.Json;
using Enterprise.Domain.AccessLog;
using Enterprise.Infrastructure.AccessLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>
/// The Open Cybersecurity Schema Framework, class 6003 (API Activity), version 1.3.0. Source: the schema's own repository, events/application/api_activity.json.
/// </summary>
internal sealed class OcsfFormat : JsonFormat
{
    private const int Class = 6003;

    public override string Extension => "ocsf.jsonl";

    protected override void Write(Utf8JsonWriter json, EntryRow row)
    {
        var isRead = row.Action is AccessAction.OpenPage or AccessAction.ListAssets or AccessAction.ViewAsset or AccessAction.ReadAccessLog or AccessAction.ExportAccessLog or AccessAction.VerifyAccessLog;
        var activity = isRead ? 2 : row.Action is AccessAction.EraseUser or AccessAction.PruneAccessLog ? 4 : 3;
        json.WriteNumber("category_uid", 6);
        json.WriteNumber("class_uid", Class);
        json.WriteNumber("activity_id", activity);
        json.WriteNumber("type_uid", (Class * 100) + activity);
        json.WriteNumber("severity_id", row.Outcome == AccessOutcome.Granted ? 1 : 2);
        json.WriteNumber("status_id", row.Outcome == AccessOutcome.Granted ? 1 : 2);
        json.WriteString("status", row.Outcome.ToString());
        Known(json, "status_code", row.Reason);
        json.WriteNumber("time", row.At / 1000);
        json.WriteString("time_dt", Iso(row.At));
        json.WriteNumber("timezone_offset", 0);
        json.WriteNumber("count", row.Occurrences);
        Metadata(json, row);
        json.WriteStartObject("api");
        json.WriteString("operation", row.Action.ToString());
        json.WriteStartObject("request");
        json.WriteString("uid", row.RequestId);
        json.WriteEndObject();
        json.WriteEndObject();
        Actor(json, row);
        json.WriteStartObject("src_endpoint");
        var client = row.Subject is { IsForwardedTrusted: true } trusted ? trusted.Forwarded : row.Subject?.Address;
        Known(json, IPAddress.TryParse(client, out _) ? "ip" : "name", client ?? (row.Subject is null ? "(erased)" : "(unknown)"));
        json.WriteEndObject();
        if (row.Subject?.UserAgent is { } agent)
        {
            json.WriteStartObject("http_request");
            json.WriteString("user_agent", agent);
            json.WriteEndObject();
        }

        Resources(json, row);
        json.WriteStartObject("unmapped");
        json.WriteNumber("epoch", row.Seal!.Epoch);
        json.WriteString("hash", Convert.ToHexStringLower(row.Seal.Hash));
        json.WriteNumber("items", row.Items);
        Known(json, "subtenant", row.Subtenant?.Value);
        Known(json, "tenant_as_seen", row.TenantAsSeen?.Value);
        Known(json, "detail", row.Detail?.Text);
        Known(json, "remark", row.Remark);
        Known(json, "address", row.Subject?.Address);
        Known(json, "forwarded", row.Subject?.Forwarded);
        Known(json, "node", row.Node);
        json.WriteEndObject();
    }

    private static void Metadata(Utf8JsonWriter json, EntryRow row)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", "1.3.0");
        json.WriteStartArray("profiles");
        json.WriteStringValue("datetime");
        json.WriteEndArray();
        json.WriteStartObject("product");
        json.WriteString("name", "Enterprise");
        json.WriteString("vendor_name", "Enterprise");
        json.WriteString("version", row.Version);
        json.WriteEndObject();
        json.WriteString("log_name", "access-log");
        json.WriteString("uid", row.Id);
        json.WriteString("correlation_uid", row.RequestId);
        json.WriteNumber("sequence", row.Seal!.Sequence);
        Known(json, "tenant_uid", row.Tenant?.Value);
        json.WriteEndObject();
    }

    /// <summary>The actor is never without a member: an erased person, and nobody, are called so.</summary>
    private static void Actor(Utf8JsonWriter json, EntryRow row)
    {
        json.WriteStartObject("actor");
        json.WriteStartObject("user");
        json.WriteNumber("type_id", row.Subject is { UserId: not null } ? 1 : 0);
        json.WriteString("name", row.Subject is null ? "(erased)" : row.Subject.UserName ?? "(unknown)");
        Known(json, "uid", row.Subject?.UserId);
        json.WriteEndObject();
        if ((row.TokenHash ?? row.Issuer) is not null)
        {
            json.WriteStartObject("session");
            Known(json, "uid", row.TokenHash);
            Known(json, "issuer", row.Issuer);
            json.WriteEndObject();
        }

        Known(json, "app_name", row.Client);
        json.WriteEndObject();
    }

    private static void Resources(Utf8JsonWriter json, EntryRow row)
    {
        if (row.Resource is null)
        {
            return;
        }

        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("uid", row.Resource);
        Known(json, "name", row.ResourceName);
        json.WriteString("type", row.Action == AccessAction.ViewAsset ? "asset" : "page");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
