using System.Net;
using System.Text.Json;
using Enterprise.Domain.AccessLog;
using Enterprise.Infrastructure.AccessLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>The Elastic Common Schema, version 8.11. What it has no field for stands under <c>access_log</c>.</summary>
internal sealed class EcsFormat : JsonFormat
{
    public override string Extension => "ecs.jsonl";

    protected override void Write(Utf8JsonWriter json, EntryRow row)
    {
        json.WriteString("@timestamp", Iso(row.At));
        Group(json, "ecs", ("version", "8.11.0"));
        Event(json, row);
        Group(json, "organization", ("id", row.Tenant?.Value));
        Group(json, "user", ("id", row.Subject?.UserId), ("name", row.Subject?.UserName));
        Source(json, "source", row.Subject?.Address);
        Source(json, "client", row.Subject is { IsForwardedTrusted: true } trusted ? trusted.Forwarded : row.Subject?.Address);
        Group(json, "user_agent", ("original", row.Subject?.UserAgent));
        json.WriteStartObject("http");
        Group(json, "request", ("id", row.RequestId));
        json.WriteEndObject();
        json.WriteStartObject("service");
        json.WriteString("name", "enterprise");
        json.WriteString("version", row.Version);
        Group(json, "node", ("name", row.Node));
        json.WriteEndObject();
        json.WriteStartObject("access_log");
        json.WriteNumber("epoch", row.Seal!.Epoch);
        json.WriteNumber("items", row.Items);
        json.WriteNumber("occurrences", row.Occurrences);
        json.WriteBoolean("erased", row.Subject is null);
        Known(json, "subtenant", row.Subtenant?.Value);
        Known(json, "tenant_as_seen", row.TenantAsSeen?.Value);
        Known(json, "resource", row.Resource);
        Known(json, "resource_name", row.ResourceName);
        Known(json, "detail", row.Detail?.Text);
        Known(json, "remark", row.Remark);
        Known(json, "forwarded", row.Subject?.Forwarded);
        Known(json, "issuer", row.Issuer);
        Known(json, "oauth_client", row.Client);
        Known(json, "token_hash", row.TokenHash);
        Known(json, "roles", row.Roles);
        json.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter json, EntryRow row)
    {
        json.WriteStartObject("event");
        json.WriteString("kind", "event");
        json.WriteStartArray("category");
        json.WriteStringValue("web");
        json.WriteEndArray();
        json.WriteStartArray("type");
        json.WriteStringValue("access");
        json.WriteStringValue(row.Outcome switch { AccessOutcome.Granted => "allowed", AccessOutcome.Denied => "denied", _ => "error" });
        json.WriteEndArray();
        json.WriteString("action", row.Action.ToString());
        json.WriteString("outcome", row.Outcome == AccessOutcome.Granted ? "success" : "failure");
        Known(json, "reason", row.Reason);
        json.WriteString("id", row.Id);
        json.WriteNumber("sequence", row.Seal!.Sequence);
        json.WriteString("hash", Convert.ToHexStringLower(row.Seal.Hash));
        json.WriteString("dataset", "enterprise.access_log");
        json.WriteString("module", "enterprise");
        json.WriteEndObject();
    }

    /// <summary>An address stands in <c>ip</c> only if it is one: foreign text would be refused by the store that reads it.</summary>
    private static void Source(Utf8JsonWriter json, string name, string? address) =>
        Group(json, name, ("address", address), ("ip", IPAddress.TryParse(address, out var known) ? known.ToString() : null));

    private static void Group(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in members)
        {
            Known(json, member, value);
        }

        json.WriteEndObject();
    }
}
