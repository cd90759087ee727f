using System.Globalization;

namespace Enterprise.Endurance;

/// <summary>What a fault did to those who asked, and how long it went on after its end.</summary>
internal sealed record FaultFindings
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Five = TimeSpan.FromSeconds(5);

    private const long MostGrowth = 100L << 20;

    public required string Name { get; init; }

    /// <summary>Whether nothing could be recorded while it lasted.</summary>
    public required bool IsTotal { get; init; }

    public required TimeSpan Lasts { get; init; }

    public required int Connections { get; init; }

    /// <summary>Answers to what was asked while it lasted.</summary>
    public required IReadOnlyList<Answer> During { get; init; }

    public required IReadOnlyList<Answer> All { get; init; }

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

    public required int Duplicates { get; init; }

    public required int Entries { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The slowest answer of those that were asked for while it lasted.</summary>
    public TimeSpan Slowest => During.Select(answer => answer.Took).DefaultIfEmpty().Max();

    private int Shown => During.Count(answer => answer.Status == 200);

    public int Refused => During.Count(answer => answer is { Status: 503, SaysWhen: true });

    public int Others => All.Count(answer => answer.Status != 200 && answer is not { Status: 503, SaysWhen: true });

    public bool IsGood => During.Count > 0 && Unrecorded == 0 && Others == 0 && Duplicates == 0 && Faults.Count == 0 && Slowest <= AnswerWithin && Success <= Five && Green <= Five
        && Grown <= MostGrowth && (!IsTotal || (Refused > 0 && Red <= Five));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name} for {Lasts.TotalSeconds:F0} s under {Connections} connections: {Unrecorded} shown without a record, {Refused} times 503 with Retry-After, {Shown} recorded and shown ({Shown / Lasts.TotalSeconds:F0}/s), {Others} other answers, ")
        + string.Create(CultureInfo.InvariantCulture,
        $"slowest {Slowest.TotalSeconds:F2} s; readiness red after {Seconds(Red)}, green {Seconds(Green)} after the end, first page {Seconds(Success)} after it; memory {Grown / 1048576.0:+0;-0} MB; ")
        + string.Create(CultureInfo.InvariantCulture,
        $"{Entries} entries, {Duplicates} duplicates, chains {(Faults.Count == 0 ? "green" : $"with {Faults.Count} faults: {string.Join(" | ", Faults.Take(3))}")}");

    private static string Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:F1} s") : "never";
}
