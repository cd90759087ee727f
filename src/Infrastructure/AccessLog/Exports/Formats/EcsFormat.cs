using Enterprise.VerifiableLog;
using System.Net;
using System.Text.Json;
using Enterprise.Domain.AccessLog;
using Enterprise.VerifiableLog.Exports.Formats;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.Infrastructure.AccessLog.Exports.Formats;

/// <summary>The Elastic Common Schema, version 8.11. Fields that it does not have are under <c>access_log</c>.</summary>
internal sealed class EcsFormat : JsonFormat
{
    /// <summary>The fields that the schema has.</summary>
    private static readonly HashSet<string> Known =
        ["action", "outcome", "reason", "requestId", "node", "version", "userId", "userName", "address", "userAgent", "forwardedTrusted",
        "client"];

    private static readonly IReadOnlyList<LogField> Own = [.. AccessSchema.Schema.Fields.Where(field => !Known.Contains(field.Name))];

    public override string Extension => "ecs.jsonl";

    protected override void Write(Utf8JsonWriter json, StoredEntry row)
    {
        var (entry, address) = (row.Entry, row.Entry.Text("address"));
        json.WriteString("@timestamp", Microseconds.ToText(entry.At));
        Group(json, "ecs", ("version", "8.11.0"));
        Event(json, row);
        Group(json, "organization", ("id", entry.Tenant));
        Group(json, "user", ("id", entry.Text("userId")), ("name", entry.Text("userName")));
        Source(json, "source", address);
        Source(json, "client", entry.Flag("forwardedTrusted") ? entry.Text("forwarded") : address);
        Group(json, "user_agent", ("original", entry.Text("userAgent")));
        json.WriteStartObject("http");
        Group(json, "request", ("id", entry.Text("requestId")));
        json.WriteEndObject();
        json.WriteStartObject("service");
        json.WriteString("name", "enterprise");
        json.WriteString("version", entry.Text("version"));
        Group(json, "node", ("name", entry.Text("node")));
        json.WriteEndObject();
        json.WriteStartObject("access_log");
        json.WriteNumber("epoch", row.Seal!.Epoch);
        json.WriteBoolean("erased", !entry.Has(AccessSchema.Schema.Person!));
        IfKnown(json, "oauth_client", entry.Text("client"));
        Others(json, entry, Own);
        json.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter json, StoredEntry row)
    {
        var outcome = row.Entry.Text("outcome");
        json.WriteStartObject("event");
        json.WriteString("kind", "event");
        json.WriteStartArray("category");
        json.WriteStringValue("web");
        json.WriteEndArray();
        json.WriteStartArray("type");
        json.WriteStringValue("access");
        json.WriteStringValue(
            outcome switch { nameof(AccessOutcome.Granted) => "allowed", nameof(AccessOutcome.Denied) => "denied", _ => "error" });
        json.WriteEndArray();
        json.WriteString("action", row.Entry.Text("action"));
        json.WriteString("outcome", outcome == nameof(AccessOutcome.Granted) ? "success" : "failure");
        IfKnown(json, "reason", row.Entry.Text("reason"));
        json.WriteString("id", row.Entry.Id);
        json.WriteNumber("sequence", row.Seal!.Sequence);
        json.WriteString("hash", Convert.ToHexStringLower(row.Seal.Hash));
        json.WriteString("dataset", "enterprise.access_log");
        json.WriteString("module", "enterprise");
        json.WriteEndObject();
    }

    /// <summary>An address is in <c>ip</c> only if it is one: the store that reads it would refuse other text.</summary>
    private static void Source(Utf8JsonWriter json, string name, string? address) =>
        Group(json, name, ("address", address), ("ip", IPAddress.TryParse(address, out var known) ? known.ToString() : null));

    private static void Group(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in members)
        {
            IfKnown(json, member, value);
        }

        json.WriteEndObject();
    }
}
