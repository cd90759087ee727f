using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>An entry without anything personal, and the commitments to what is personal.</summary>
internal sealed class EntryRow
{
    /// <summary>The order in which entries became durable at one node; it also orders entries of the same microsecond.</summary>
    public long Position { get; set; }

    public Guid Id { get; set; }

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public long At { get; set; }

    public TenantId? Tenant { get; set; }

    public TenantId? TenantAsSeen { get; set; }

    public SubtenantId? Subtenant { get; set; }

    public AccessAction Action { get; set; }

    public AccessOutcome Outcome { get; set; }

    public string? Reason { get; set; }

    public string? Resource { get; set; }

    public string? ResourceName { get; set; }

    public int Items { get; set; }

    public int Occurrences { get; set; }

    public string? Remark { get; set; }

    public string RequestId { get; set; } = string.Empty;

    public string? Issuer { get; set; }

    public string? Client { get; set; }

    public string? TokenHash { get; set; }

    public string? Roles { get; set; }

    public string Node { get; set; } = string.Empty;

    public string Version { get; set; } = string.Empty;

    public byte[] SubjectCommitment { get; set; } = [];

    public byte[]? DetailCommitment { get; set; }

    public SubjectRow? Subject { get; set; }

    public DetailRow? Detail { get; set; }

    public SealRow? Seal { get; set; }

    public PseudonymRow? Pseudonym { get; set; }

    /// <summary>The marks of what was erased of it.</summary>
    public ICollection<ErasureRow> Erasures { get; } = [];
}

/// <summary>Who and from where; erasable. Tenant and time are the entry's once more, so that a person's or an address's entries are found newest first.</summary>
internal sealed class SubjectRow
{
    public long Position { get; set; }

    public TenantId? Tenant { get; set; }

    public long At { get; set; }

    public byte[] Salt { get; set; } = [];

    public string? UserId { get; set; }

    public string? UserName { get; set; }

    public string? Address { get; set; }

    public string? Forwarded { get; set; }

    public bool IsForwardedTrusted { get; set; }

    public string? UserAgent { get; set; }
}

/// <summary>The filter that was asked for; erasable, because it may name a person. The tenant is the entry's once more.</summary>
internal sealed class DetailRow
{
    public long Position { get; set; }

    public TenantId? Tenant { get; set; }

    public byte[] Salt { get; set; } = [];

    public string Text { get; set; } = string.Empty;
}

/// <summary>The place of an entry in its tenant's chain.</summary>
internal sealed class SealRow
{
    /// <summary>Its number among all seals of the store.</summary>
    public long Ordinal { get; set; }

    /// <summary>The tenant; empty for the chain of nobody's tenant.</summary>
    public string Tenant { get; set; } = string.Empty;

    public long Sequence { get; set; }

    public int Epoch { get; set; }

    public long Position { get; set; }

    public byte[] Hash { get; set; } = [];
}

/// <summary>A signed checkpoint over the heads of all chains.</summary>
internal sealed class CheckpointRow
{
    public long Number { get; set; }

    /// <summary>The ordinal of the last seal that it covers.</summary>
    public long Size { get; set; }

    public int Epoch { get; set; }

    public long At { get; set; }

    /// <summary>The signed text.</summary>
    public string Text { get; set; } = string.Empty;
}

/// <summary>A signed statement of an operator's command: pruned, held, released, erased, lost, a new key.</summary>
internal sealed class StatementRow
{
    public long Number { get; set; }

    public string Kind { get; set; } = string.Empty;

    /// <summary>The tenant concerned, or null for all.</summary>
    public string? Tenant { get; set; }

    public long At { get; set; }

    /// <summary>The signed text.</summary>
    public string Text { get; set; } = string.Empty;
}

/// <summary>What stands for a person whose personal part was replaced: a keyed hash, the same for all entries of the person in a tenant.</summary>
internal sealed class PseudonymRow
{
    public long Position { get; set; }

    public TenantId? Tenant { get; set; }

    public string UserKey { get; set; } = string.Empty;
}

/// <summary>A signed mark in place of a personal part that was erased; <see cref="Domain.AccessLog.Integrity.ErasureMark"/> says what is signed. The tenant is the entry's once more.</summary>
internal sealed class ErasureRow
{
    public long Position { get; set; }

    /// <summary>One of <see cref="Domain.AccessLog.Integrity.ErasedPart"/>.</summary>
    public string Part { get; set; } = string.Empty;

    public TenantId? Tenant { get; set; }

    /// <summary>The id of the key that signed.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>ECDSA on P-256 with SHA-256, DER.</summary>
    public byte[] Signature { get; set; } = [];
}

/// <summary>The one row that says which log this is, made with the store.</summary>
internal sealed class InstanceRow
{
    public int Id { get; set; }

    public Guid Instance { get; set; }
}

/// <summary>The one row that the health probe writes, so that a disk that takes no more is noticed before a user is.</summary>
internal sealed class ProbeRow
{
    public int Id { get; set; }

    public long At { get; set; }
}
