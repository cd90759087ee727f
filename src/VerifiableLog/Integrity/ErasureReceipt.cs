namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// What is signed when a personal part of an entry is erased. It names the entry by its id, which is sealed, and nothing else, so that it
/// does not link the entries of one erasure. docs/access-log-format.md describes the format.
/// </summary>
internal sealed record ErasureReceipt
{
    /// <summary>Which log.</summary>
    public required Guid Instance { get; init; }

    /// <summary>The entry's id.</summary>
    public required Guid Entry { get; init; }

    /// <summary>The name of the part that was erased.</summary>
    public required string Part { get; init; }

    /// <summary>The id of the key that signs.</summary>
    public required string Key { get; init; }

    /// <summary>The text that is signed.</summary>
    public string ToBody() => $"enterprise-access-log/{Instance}/erased\nentry {Entry}\npart {Part}\nkey {Key}\n";
}
