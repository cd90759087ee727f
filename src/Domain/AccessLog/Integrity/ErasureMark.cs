namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>
/// What is signed when a personal part of an entry is erased. It names the entry by its id, which is sealed, and nothing besides: no mark says of which others it is one. The format is
/// written down in docs/access-log-format.md.
/// </summary>
public sealed record ErasureMark
{
    /// <summary>Which log.</summary>
    public required Guid Instance { get; init; }

    /// <summary>The entry's id.</summary>
    public required Guid Entry { get; init; }

    /// <summary>What was erased, one of <see cref="ErasedPart"/>.</summary>
    public required string Part { get; init; }

    /// <summary>The id of the key that signs.</summary>
    public required string Key { get; init; }

    /// <summary>The text that is signed.</summary>
    /// <returns>Four lines.</returns>
    public string ToBody() => $"enterprise-access-log/{Instance}/erased\nentry {Entry}\npart {Part}\nkey {Key}\n";
}

/// <summary>The personal parts of an entry.</summary>
public static class ErasedPart
{
    /// <summary>Who and from where.</summary>
    public const string Subject = "subject";

    /// <summary>The detail.</summary>
    public const string Detail = "detail";
}
