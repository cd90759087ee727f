using Enterprise.VerifiableLog;
using System.Net;
using System.Text.Json;
using Enterprise.Domain.AccessLog;
using Enterprise.VerifiableLog.Exports.Formats;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Exports.Formats;

/// <summary>
/// The Open Cybersecurity Schema Framework, class 6003 (API Activity), version 1.3.0. Source: the schema's own repository,
/// events/application/api_activity.json.
/// </summary>
internal sealed class OcsfFormat : JsonFormat
{
    private const int Class = 6003;

    /// <summary>The fields that the schema has, or that another field of it is made of.</summary>
    private static readonly HashSet<string> Known =
    [
        "action", "outcome", "reason", "occurrences", "requestId", "version", "userId", "userName", "userAgent", "forwardedTrusted",
            "issuer", "client", "tokenHash", "roles", "resource",
        "resourceName",
    ];

    private static readonly IReadOnlyList<LogField> Own = [.. AccessSchema.Schema.Fields.Where(field => !Known.Contains(field.Name))];

    public override string Extension => "ocsf.jsonl";

    protected override void Write(Utf8JsonWriter json, StoredEntry row)
    {
        var entry = row.Entry;
        var isGranted = entry.Text("outcome") == nameof(AccessOutcome.Granted);
        var activity = Activity(Enum.Parse<AccessAction>(entry.Text("action")!));
        json.WriteNumber("category_uid", 6);
        json.WriteNumber("class_uid", Class);
        json.WriteNumber("activity_id", activity);
        json.WriteNumber("type_uid", (Class * 100) + activity);
        json.WriteNumber("severity_id", isGranted ? 1 : 2);
        json.WriteNumber("status_id", isGranted ? 1 : 2);
        json.WriteString("status", entry.Text("outcome"));
        IfKnown(json, "status_code", entry.Text("reason"));
        json.WriteNumber("time", entry.At / 1000);
        json.WriteString("time_dt", Microseconds.ToText(entry.At));
        json.WriteNumber("timezone_offset", 0);
        json.WriteNumber("count", entry.Number("occurrences"));
        Metadata(json, row);
        json.WriteStartObject("api");
        json.WriteString("operation", entry.Text("action"));
        json.WriteStartObject("request");
        json.WriteString("uid", row.Entry.Text("requestId"));
        json.WriteEndObject();
        json.WriteEndObject();
        Actor(json, row);
        json.WriteStartObject("src_endpoint");
        var client = entry.Flag("forwardedTrusted") ? entry.Text("forwarded") : entry.Text("address");
        IfKnown(json, IPAddress.TryParse(client, out _) ? "ip" : "name", client ?? (IsErased(entry) ? "(erased)" : "(unknown)"));
        json.WriteEndObject();
        if (entry.Text("userAgent") is { } agent)
        {
            json.WriteStartObject("http_request");
            json.WriteString("user_agent", agent);
            json.WriteEndObject();
        }

        Resources(json, row);
        json.WriteStartObject("unmapped");
        json.WriteNumber("epoch", row.Seal!.Epoch);
        json.WriteString("hash", Convert.ToHexStringLower(row.Seal.Hash));
        Others(json, entry, Own);
        json.WriteEndObject();
    }

    /// <summary>2 is read, 3 update, 4 delete.</summary>
    private static int Activity(AccessAction action) => action switch
    {
        AccessAction.EraseUser or AccessAction.PruneAccessLog => 4,
        AccessAction.OpenPage or AccessAction.ListAssets or AccessAction.ViewAsset or AccessAction.ReadAccessLog
            or AccessAction.ExportAccessLog or AccessAction.VerifyAccessLog => 2,
        _ => 3,
    };

    private static bool IsErased(LogEntry entry) => !entry.Has(AccessSchema.Schema.Person!);

    private static void Metadata(Utf8JsonWriter json, StoredEntry row)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", "1.3.0");
        json.WriteStartArray("profiles");
        json.WriteStringValue("datetime");
        json.WriteEndArray();
        json.WriteStartObject("product");
        json.WriteString("name", "Enterprise");
        json.WriteString("vendor_name", "Enterprise");
        json.WriteString("version", row.Entry.Text("version"));
        json.WriteEndObject();
        json.WriteString("log_name", "access-log");
        json.WriteString("uid", row.Entry.Id);
        json.WriteString("correlation_uid", row.Entry.Text("requestId"));
        json.WriteNumber("sequence", row.Seal!.Sequence);
        IfKnown(json, "tenant_uid", row.Entry.Tenant);
        json.WriteEndObject();
    }

    /// <summary>The actor always has a name: "(erased)" or "(unknown)" where there is no other.</summary>
    private static void Actor(Utf8JsonWriter json, StoredEntry row)
    {
        json.WriteStartObject("actor");
        json.WriteStartObject("user");
        json.WriteNumber("type_id", row.Entry.Text("userId") is null ? 0 : 1);
        json.WriteString("name", IsErased(row.Entry) ? "(erased)" : row.Entry.Text("userName") ?? "(unknown)");
        IfKnown(json, "uid", row.Entry.Text("userId"));
        json.WriteEndObject();
        if ((row.Entry.Text("tokenHash") ?? row.Entry.Text("issuer")) is not null)
        {
            json.WriteStartObject("session");
            IfKnown(json, "uid", row.Entry.Text("tokenHash"));
            IfKnown(json, "issuer", row.Entry.Text("issuer"));
            json.WriteEndObject();
        }

        IfKnown(json, "app_name", row.Entry.Text("client"));
        json.WriteEndObject();
    }

    private static void Resources(Utf8JsonWriter json, StoredEntry row)
    {
        if (row.Entry.Text("resource") is null)
        {
            return;
        }

        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("uid", row.Entry.Text("resource"));
        IfKnown(json, "name", row.Entry.Text("resourceName"));
        json.WriteString("type", row.Entry.Text("action") == nameof(AccessAction.ViewAsset) ? "asset" : "page");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
