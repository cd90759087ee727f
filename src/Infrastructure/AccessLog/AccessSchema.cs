using Enterprise.VerifiableLog;
using Enterprise.Domain.AccessLog;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Domain.Tenancy;
using static Enterprise.VerifiableLog.LogFieldKind;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>
/// The fields of an access entry, and how an entry becomes values of the log and back. A new field is one line here, one in
/// <see cref="ToAccess"/>, and a migration.
/// </summary>
internal static class AccessSchema
{
    private const string Subject = "subject";

    private static readonly (LogField Field, Func<AccessEntry, object?> Value)[] Columns =
    [
        (new("tenantAsSeen", Text, TenantId.MaxLength), entry => entry.TenantAsSeen?.Value),
        (new("subtenant", Text, SubtenantId.MaxLength) { IsIndexed = true }, entry => entry.Subtenant?.Value),
        (new("action", Text, AccessEntry.MaxCode, IsRequired: true) { IsIndexed = true }, entry => Name(entry.Action)),
        (new("outcome", Text, AccessEntry.MaxCode, IsRequired: true) { IsIndexed = true, Usual = nameof(AccessOutcome.Granted) },
            entry => Name(entry.Outcome)),
        (new("reason", Text, AccessEntry.MaxCode) { IsIndexed = true }, entry => entry.Reason),
        (new("resource", Text, AccessEntry.MaxText) { IsIndexed = true }, entry => entry.Resource),
        (new("resourceName", Text, AccessEntry.MaxText), entry => entry.ResourceName),
        (new("items", Number), entry => (long)entry.Items),
        (new("occurrences", Number), entry => (long)entry.Occurrences),
        (new("remark", Text, AccessEntry.MaxCode), entry => entry.Remark),
        (new("requestId", Text, AccessEntry.MaxCode, IsRequired: true) { IsIndexed = true }, entry => entry.RequestId),
        (new("issuer", Text, AuthenticationContext.MaxText), entry => entry.Authentication?.Issuer),
        (new("client", Text, AuthenticationContext.MaxText), entry => entry.Authentication?.Client),
        (new("tokenHash", Text, AccessEntry.MaxCode), entry => entry.Authentication?.TokenHash),
        (new("roles", Text, AuthenticationContext.MaxText), entry => entry.Authentication?.Roles),
        (new("node", Text, AccessEntry.MaxCode, IsRequired: true), entry => entry.Node),
        (new("version", Text, AccessEntry.MaxCode, IsRequired: true), entry => entry.Version),
        (new("userId", Text, Domain.AccessLog.Subject.MaxName, Part: Subject) { IsIndexed = true, Role = LogFieldRole.PersonId },
            entry => entry.Subject!.UserId),
        (new("userName", Text, Domain.AccessLog.Subject.MaxName, Part: Subject) { IsIndexed = true, Role = LogFieldRole.PersonName },
            entry => entry.Subject!.UserName),
        (new("address", Text, Domain.AccessLog.Subject.MaxAddress, Part: Subject) { IsIndexed = true, Role = LogFieldRole.Address },
            entry => entry.Subject!.Address),
        (new("forwarded", Text, Domain.AccessLog.Subject.MaxAddress, Part: Subject) { IsIndexed = true, Role = LogFieldRole.Address },
            entry => entry.Subject!.Forwarded),
        (new("forwardedTrusted", Flag, Part: Subject), entry => entry.Subject!.IsForwardedTrusted),
        (new("userAgent", Text, Domain.AccessLog.Subject.MaxUserAgent, Part: Subject), entry => entry.Subject!.UserAgent),
        (new("detail", Text, AccessEntry.MaxText, Part: "detail"), entry => entry.Detail),
    ];

    /// <summary>The schema.</summary>
    public static LogSchema Schema { get; } = new(Columns.Select(column => column.Field));

    private static readonly string[] Actions = Enum.GetNames<AccessAction>();
    private static readonly string[] Outcomes = Enum.GetNames<AccessOutcome>();

    /// <summary>An entry as the log stores it.</summary>
    /// <exception cref="ArgumentException">The entry does not say who.</exception>
    public static LogEntry ToLog(this AccessEntry entry)
    {
        if (entry.Subject is null)
        {
            throw new ArgumentException("A new entry says who.", nameof(entry));
        }

        var values = new object?[Columns.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Columns[index].Value(entry);
        }

        return LogEntry.New(Schema, entry.Id, entry.At, entry.Tenant?.Value ?? string.Empty, values);
    }

    /// <summary>A stored entry.</summary>
    public static AccessEntry ToAccess(this LogEntry entry) => new()
    {
        Id = entry.Id,
        At = Microseconds.ToTime(entry.At),
        Tenant = entry.Tenant is { } tenant ? TenantId.Parse(tenant) : null,
        TenantAsSeen = entry.Text("tenantAsSeen") is { } seen ? TenantId.Parse(seen) : null,
        Subtenant = entry.Text("subtenant") is { } subtenant ? SubtenantId.Parse(subtenant) : null,
        Subject = entry.Has(Schema.Parts[0])
            ? new(entry.Text("userId"), entry.Text("userName"), entry.Text("address"), entry.Text("forwarded"),
                entry.Flag("forwardedTrusted"), entry.Text("userAgent"))
            : null,
        Authentication = (entry.Text("issuer") ?? entry.Text("client") ?? entry.Text("tokenHash") ?? entry.Text("roles")) is null
            ? null
            : new(entry.Text("issuer"), entry.Text("client"), entry.Text("tokenHash"), entry.Text("roles")),
        Action = Enum.Parse<AccessAction>(entry.Text("action")!),
        Outcome = Enum.Parse<AccessOutcome>(entry.Text("outcome")!),
        Reason = entry.Text("reason"),
        Resource = entry.Text("resource"),
        ResourceName = entry.Text("resourceName"),
        Detail = entry.Text("detail"),
        Items = (int)entry.Number("items"),
        Occurrences = (int)entry.Number("occurrences"),
        Remark = entry.Text("remark"),
        RequestId = entry.Text("requestId")!,
        Node = entry.Text("node")!,
        Version = entry.Text("version")!,
    };

    private static string Name(AccessAction action) => Actions[(int)action];

    private static string Name(AccessOutcome outcome) => Outcomes[(int)outcome];
}
