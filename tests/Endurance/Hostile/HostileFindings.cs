using System.Globalization;

namespace Enterprise.Endurance.Hostile;

/// <summary>What wrong key sets did to a good token.</summary>
internal sealed record KeyFindings : Findings
{
    public required int Cases { get; init; }

    /// <summary>How many of them were fetched and dealt with.</summary>
    public required int Met { get; init; }

    public required int Exits { get; init; }

    protected override string Title => string.Create(CultureInfo.InvariantCulture, $"{Cases} wrong key sets");

    protected override IEnumerable<Figure> Figures =>
    [
        Figure.Exactly("ends of the service", Exits),
        Figure.Exactly("sets that were fetched", Met, Cases),
        Figure.Exactly("sets after which a good token was refused", Faults.Count),
    ];
}

/// <summary>What wrong answers did to those who asked.</summary>
internal sealed record HostileFindings : Findings
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(8.5);

    public required IReadOnlyList<Ask> Asks { get; init; }

    public required IReadOnlySet<string> Granted { get; init; }

    public required int? ExitCode { get; init; }

    public required TimeSpan Lasted { get; init; }

    protected override string Title => string.Create(CultureInfo.InvariantCulture, $"{Asks.Count} wrong answers of the asset API in {Lasted.TotalSeconds:F0} s");

    protected override IEnumerable<Figure> Figures =>
    [
        Figure.Exactly("process exits", ExitCode is null ? 0 : 1),
        Figure.Exactly("answers with status 500", Asks.Count(ask => ask.Status == 500)),
        Figure.Exactly("no answer, or not a whole one", Asks.Count(IsBroken)),
        Figure.Exactly("granted entries without an answer", Granted.Except(Shown).Count()),
        Figure.Exactly("answers without a granted entry", Shown.Except(Granted).Count()),
        Figure.Exactly("cases that the application did not meet", Asks.Count(ask => !ask.IsServed)),
        Figure.Within("longest answer", Asks.Max(ask => ask.Took), AnswerWithin),
        .. Asks.GroupBy(ask => ask.Status).OrderBy(group => group.Key)
            .Select(group => Figure.Said($"status {group.Key}", group.Count().ToString("N0", CultureInfo.InvariantCulture))),
    ];

    private HashSet<string> Shown => [.. Asks.Where(ask => ask is { Status: 200, IsWhole: true, RequestId: not null }).Select(ask => ask.RequestId!)];

    public static HostileFindings Of(IReadOnlyList<Ask> asks, IReadOnlySet<string> granted, int? exitCode, TimeSpan lasted) => new()
    {
        Asks = asks, Granted = granted, ExitCode = exitCode, Lasted = lasted,
        Faults = [.. asks.Where(ask => IsBroken(ask) || ask.Status == 500 || !ask.IsServed || ask.Took > AnswerWithin).Select(ask => ask.ToString())],
    };

    private static bool IsBroken(Ask ask) => ask.Status == 0 || !ask.IsWhole;
}
