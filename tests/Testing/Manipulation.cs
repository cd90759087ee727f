using Enterprise.Application.AccessLog.Integrity;


namespace Enterprise.Testing;

/// <summary>What was done to a log, and where and as what it must be found.</summary>
/// <param name="Check">Which of the checks it belongs to.</param>
/// <param name="Done">What was done, in words.</param>
/// <param name="Tenant">Whose chain was touched: empty for unauthenticated callers', null where it was none.</param>
/// <param name="Chain">In whose chain it must be found; null for among checkpoints and statements.</param>
/// <param name="Numbers">At which numbers.</param>
/// <param name="Trace">As what.</param>
public sealed record Manipulation(string Check, string Done, string? Tenant, string? Chain, IReadOnlyList<long> Numbers, Trace Trace)
{
    /// <summary>Whether one of the faults says what was touched, within one number, and calls it what it is.</summary>
    public bool IsLocatedBy(IReadOnlyCollection<LogFault> faults) => faults.Any(fault =>
        (fault.Tenant == Chain && fault.Sequence is { } number && IsNear(number) && Trace.Kinds.Contains(fault.Kind))
            || Trace.Anywhere.Contains(fault.Kind));

    /// <summary>The same of an export's verdict: whatever concerns the whole of it names no number.</summary>
    public bool IsLocatedBy(Verdict verdict) => verdict.Faults.Any(fault =>
        (Chain is not null && fault.Sequence is { } number && IsNear(number) && Trace.There.Contains(fault.Kind))
            || Trace.AnywhereThere.Contains(fault.Kind));

    private bool IsNear(long number) => Numbers.Any(one => Math.Abs(one - number) <= 1);
}

/// <summary>What a manipulation is called by those who find it: one of these is enough, and nothing else is.</summary>
/// <param name="Kinds">The kinds of faults at its numbers.</param>
/// <param name="There">What the verifier in Python calls it at its numbers.</param>
public sealed record Trace(IReadOnlyList<LogFaultKind> Kinds, IReadOnlyList<string> There)
{
    /// <summary>Everything that a chain of an export can have.</summary>
    private static readonly string[] OfChains = ["edited", "gap", "moved", "duplicate", "tenant", "epoch", "head"];

    /// <summary>
    /// What tells of it at another place: the end of a chain is told by checkpoints, and what vouched for something is missed wherever it
    /// did.
    /// </summary>
    public IReadOnlyList<LogFaultKind> Anywhere { get; init; } = [];

    /// <summary>The same in Python, and what has no number there.</summary>
    public IReadOnlyList<string> AnywhereThere { get; init; } = [];

    /// <summary>Of a value that was changed.</summary>
    public static Trace OfFlip(string table, string column) => (table, column) switch
    {
        ("Entries", "Position") => OfDeletion("Entries"),
        ("Entries", "Tenant") => OfWrongTenant,
        ("Subjects" or "Details", "Position") or ("Erasures", "Position" or "Part") => OfDeletion(table),
        ("Subjects" or "Details", "Tenant" or "At") or ("Erasures", "Tenant") => new([LogFaultKind.Edited], []), // No export has it.
        ("Erasures", "Key") => new([LogFaultKind.UnknownKey], ["key"]),
        ("Erasures", _) => new([LogFaultKind.BadSignature], ["signature"]),
        ("Seals", "Ordinal") =>
        OfSeals(LogFaultKind.Missing, LogFaultKind.Moved) with { Anywhere = [LogFaultKind.Missing, LogFaultKind.CheckpointMismatch] },
        ("Seals", "Tenant") => OfSeals(LogFaultKind.Missing) with {
        Anywhere = [LogFaultKind.WrongTenant, LogFaultKind.Duplicate, LogFaultKind.Moved] },
        ("Seals", "Sequence") => OfSeals(LogFaultKind.Missing, LogFaultKind.Moved, LogFaultKind.Duplicate),
        ("Seals", "Epoch") => OfSeals(LogFaultKind.Edited) with { AnywhereThere = ["checkpoint"] },
        ("Seals", "Position") => OfSeals(LogFaultKind.Missing, LogFaultKind.WrongTenant, LogFaultKind.Moved, LogFaultKind.Edited),
        ("Seals", _) => OfSeals(LogFaultKind.Edited, LogFaultKind.Missing),
        ("Checkpoints", "Number") =>
        OfCheckpoints(LogFaultKind.Replayed, LogFaultKind.Missing, LogFaultKind.CheckpointMismatch, LogFaultKind.CutTail),
        ("Checkpoints", "Text") => OfCheckpoints(LogFaultKind.BadSignature, LogFaultKind.UnknownKey, LogFaultKind.Edited),
        ("Checkpoints", _) => OfCheckpoints(LogFaultKind.Edited),
        ("Statements", "Number") => OfStatements(LogFaultKind.Replayed, LogFaultKind.Missing) with { Anywhere = [LogFaultKind.Replayed] },
        ("Statements", "Text") => OfStatements(LogFaultKind.BadSignature, LogFaultKind.UnknownKey, LogFaultKind.Edited),
        ("Statements", _) => OfStatements(LogFaultKind.Edited),
        ("Instances", _) => OfInstance,
        _ => new([LogFaultKind.Edited], ["edited"]),
    };

    /// <summary>Of a row that is gone.</summary>
    public static Trace OfDeletion(string table) => table switch
    {
        "Entries" => new([LogFaultKind.Missing], ["gap", "root"]) { AnywhereThere = ["truncated", "anchor"] },
        "Seals" => OfSeals(LogFaultKind.Missing),
        "Checkpoints" => OfCheckpoints(LogFaultKind.Missing, LogFaultKind.CutTail, LogFaultKind.CheckpointMismatch),
        "Statements" => OfStatements(LogFaultKind.Missing) with { Anywhere = [LogFaultKind.CheckpointMismatch] },
        "Instances" => OfInstance,
        _ => new([LogFaultKind.Missing], ["missing"]),
    };

    /// <summary>Of entries in another's chain: an export leaves them out, so that the next does not fit.</summary>
    public static Trace OfWrongTenant { get; } = new([LogFaultKind.WrongTenant], ["edited", "head"]);

    /// <summary>Of the log's own name.</summary>
    private static Trace OfInstance { get; } = OfCheckpoints(LogFaultKind.Edited);

    /// <summary>Of seals.</summary>
    public static Trace OfSeals(params LogFaultKind[] kinds) => new(kinds, OfChains) { AnywhereThere = ["truncated", "root", "anchor"] };

    /// <summary>Of checkpoints: an export has one, and where that is an old one, the archive tells.</summary>
    public static Trace OfCheckpoints(params LogFaultKind[] kinds) =>
        new(kinds, []) { AnywhereThere = ["checkpoint", "signature", "key", "root", "archive", "older", "statement"] };

    /// <summary>Of statements: an export also misses what they vouched for.</summary>
    private static Trace OfStatements(params LogFaultKind[] kinds) =>
        new(kinds, []) { AnywhereThere = ["statement", "signature", "key", "anchor", "epoch", "missing"] };

    /// <summary>Of the end of a chain, also by those who hold checkpoints.</summary>
    public Trace AtTheEnd() =>
        this with { Anywhere = [.. Anywhere, LogFaultKind.CheckpointMismatch, LogFaultKind.CutTail, LogFaultKind.Unsealed] };
}
