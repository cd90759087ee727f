using System.Globalization;

namespace Enterprise.Endurance;

/// <summary>What a fault did to those who asked, and how long it went on after its end.</summary>
internal sealed record FaultFindings : Findings
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan RedWithin = TimeSpan.FromSeconds(5);

    private const long MostGrowth = 100L << 20;

    public required FaultLimits Limits { get; init; }

    public required TimeSpan Lasts { get; init; }

    public required int Connections { get; init; }

    /// <summary>Answers to what was asked before its end and not answered before its begin.</summary>
    public required IReadOnlyList<Answer> During { get; init; }

    /// <summary>Pages that were shown while it lasted.</summary>
    public required int Shown { get; init; }

    public required IReadOnlyList<Answer> All { get; init; }

    /// <summary>Pages of the log that were asked for and shown in the second half of its time.</summary>
    public required int OfLog { get; init; }

    /// <summary>Answers that show something and have no entry.</summary>
    public required int Unrecorded { get; init; }

    /// <summary>From its begin until readiness was red.</summary>
    public required TimeSpan? Red { get; init; }

    /// <summary>From its end until readiness was green.</summary>
    public required TimeSpan? Green { get; init; }

    /// <summary>From its end until a page was shown.</summary>
    public required TimeSpan? Success { get; init; }

    /// <summary>How much the resident memory grew, in bytes.</summary>
    public required long Grown { get; init; }

    /// <summary>How long the write-ahead log became, in bytes.</summary>
    public required long WriteAheadLog { get; init; }

    public required int Duplicates { get; init; }

    public required int Entries { get; init; }

    /// <summary>Whether nothing went wrong, in however much time: what is asked of a machine that has other work.</summary>
    public bool HasLostNothing => Lost.All(figure => figure.IsMet) && Red is not null && Green is not null && Success is not null;

    protected override string Title => string.Create(CultureInfo.InvariantCulture,
        $"{Limits.Name} for {Lasts.TotalSeconds:F0} s under {Connections} connections: {Refused} times 503 with Retry-After, {Shown} recorded and shown");

    protected override IEnumerable<Figure> Figures =>
    [
        .. Lost,
        Figure.Within("longest answer", During.Select(answer => answer.Took).DefaultIfEmpty(TimeSpan.MaxValue).Max(), AnswerWithin),
        .. Limits.IsTotal ? new[] { Figure.Within("readiness red after", Red, RedWithin) } : [],
        .. Limits.IsLogReadable ? new[] { Figure.AtLeast("pages of the log shown in its second half", OfLog, 1) } : [],
        Figure.Within("first page after the end", Success, Limits.Recovery),
        Figure.Within("readiness green after the end", Green, TimeSpan.FromSeconds(5)),
        Limits.IsTotal && !Limits.IsLogReadable ? Figure.Megabytes("memory grown by", Grown, MostGrowth) : Figure.Said("memory grown by", $"{Grown >> 20} MB"),
        Figure.Megabytes("write-ahead log", WriteAheadLog, 64L << 20),
    ];

    private IEnumerable<Figure> Lost =>
    [
        Figure.Exactly("shown without a record", Unrecorded),
        Figure.Exactly("answers but 200 and 503 with Retry-After", Others),
        .. Limits.IsTotal ? new[] { Figure.AtLeast("503 with Retry-After", Refused, 1) } : [],
        Figure.Exactly("duplicates", Duplicates),
        Figure.AtLeast("entries verified", Entries, 100),
        Figure.Exactly("faults of chains, file, own verification", Faults.Count),
    ];

    private int Refused => During.Count(answer => answer is { Status: 503, SaysWhen: true });

    private int Others => All.Count(answer => answer.Status != 200 && answer is not { Status: 503, SaysWhen: true });
}
