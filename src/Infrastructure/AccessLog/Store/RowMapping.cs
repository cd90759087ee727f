using Enterprise.Domain.AccessLog;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Rows as entries.</summary>
internal static class RowMapping
{
    public static AccessEntry ToEntry(this EntryRow row) => new()
    {
        Id = row.Id,
        At = Microseconds.ToTime(row.At),
        Tenant = row.Tenant,
        TenantAsSeen = row.TenantAsSeen,
        Subtenant = row.Subtenant,
        Subject = row.Subject is { } who ? new(who.UserId, who.UserName, who.Address, who.Forwarded, who.IsForwardedTrusted, who.UserAgent) : null,
        Authentication = (row.Issuer ?? row.Client ?? row.TokenHash ?? row.Roles) is null ? null : new(row.Issuer, row.Client, row.TokenHash, row.Roles),
        Action = row.Action,
        Outcome = row.Outcome,
        Reason = row.Reason,
        Resource = row.Resource,
        ResourceName = row.ResourceName,
        Detail = row.Detail?.Text,
        Items = row.Items,
        Occurrences = row.Occurrences,
        Remark = row.Remark,
        RequestId = row.RequestId,
        Node = row.Node,
        Version = row.Version,
    };
}
