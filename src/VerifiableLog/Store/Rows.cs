namespace Enterprise.VerifiableLog.Store;

/// <summary>
/// An entry, without anything personal. The fields of the schema and the commitments are columns without a property here:
/// <see cref="StoredEntry"/> has their values.
/// </summary>
internal sealed class EntryRow
{
    /// <summary>The order in which entries became durable at one node; it also orders entries of the same microsecond.</summary>
    public long Position { get; set; }

    public Guid Id { get; set; }

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public long At { get; set; }

    public string? Tenant { get; set; }

    public SealRow? Seal { get; set; }

    public PseudonymRow? Pseudonym { get; set; }
}

/// <summary>
/// A personal part, one table for each; erasable. Tenant and time repeat the entry's, so that a person's or an address's entries are found
/// newest first.
/// </summary>
internal sealed class PartRow
{
    public long Position { get; set; }

    public string? Tenant { get; set; }

    public long At { get; set; }

    public byte[] Salt { get; set; } = [];
}

/// <summary>The place of an entry in its tenant's chain.</summary>
internal sealed class SealRow
{
    /// <summary>Its number among all seals of the store.</summary>
    public long Ordinal { get; set; }

    /// <summary>The tenant; empty for the chain of unauthenticated callers.</summary>
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

/// <summary>
/// What stands for a person whose personal part was replaced: a keyed hash, the same for all entries of the person in a tenant.
/// </summary>
internal sealed class PseudonymRow
{
    public long Position { get; set; }

    public string? Tenant { get; set; }

    public string UserKey { get; set; } = string.Empty;
}

/// <summary>
/// The signed receipt of a personal part that was erased; <see cref="VerifiableLog.Integrity.ErasureReceipt"/> says what is signed. The
/// tenant repeats the entry's.
/// </summary>
internal sealed class ErasureRow
{
    public long Position { get; set; }

    /// <summary>The name of the part.</summary>
    public string Part { get; set; } = string.Empty;

    public string? Tenant { get; set; }

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
