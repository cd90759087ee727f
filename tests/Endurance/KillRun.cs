using System.Globalization;
using Enterprise.Testing;

namespace Enterprise.Endurance;

/// <summary>
/// <c>kill -9</c> of the application under load, again and again on the same files: at a random moment 0.2 to 5 s after the first answer,
/// sooner more often than later, and now and then already while it starts. Whatever was acknowledged must be there, once, in unbroken
/// chains, and each next start must be ready within 3 s.
/// </summary>
internal static class KillRun
{
    public const int Connections = 32;

    private const int KilledWhileStarting = 8; // One of so many rounds.

    private const int ToldAfter = 10;

    /// <summary>Runs.</summary>
    /// <param name="kills">How many kills under load.</param>
    /// <param name="longest">The longest life under load.</param>
    /// <param name="enough">Ends it after the round that is on.</param>
    /// <returns>What was found.</returns>
    public static async Task<KillFindings> RunAsync(int kills, TimeSpan longest, CancellationToken enough = default)
    {
        using var files = new Scratch("kill");
        await using var platform = await Load.PlatformAsync();
        var place = new ApplicationPlace(files.Folder("application"), Environment: Quiet);
        var seen = files.File("acknowledged.txt");
        var check = new LogCheck();
        var (early, done, idle, starts) = (0, 0, 0, new List<TimeSpan>());
        for (; done < kills && !enough.IsCancellationRequested; done++)
        {
            if (Random.Shared.Next(KilledWhileStarting) == 0)
            {
                early++;
                await using var unlucky = ApplicationProcess.Spawn(platform, place);
                await Task.Delay(Random.Shared.Next(50, 1500), CancellationToken.None);
                await unlucky.KillAsync();
            }

            await using var app = await ApplicationProcess.StartAsync(platform, place);
            starts.Add(app.ReadyAfter);
            check.Read(place.LogFile);
            await using var acknowledged = new Acknowledged(seen);
            var load = Load.RunAsync(app.Origin, platform, Connections, acknowledged, CancellationToken.None);
            await Task.WhenAny(load, acknowledged.First);
            await Task.Delay(Load.Life(longest), CancellationToken.None);
            await app.KillAsync();
            idle += Load.WasBroken(await load) ? 0 : 1;
            if ((done + 1) % ToldAfter == 0)
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done + 1} kills, {check.Entries} entries so far, {check.Duplicates} duplicates, {check.Faults.Count} faults"));
            }
        }

        await using (var last = await ApplicationProcess.StartAsync(platform, place))
        {
            starts.Add(last.ReadyAfter);
        }

        var whole = new LogCheck().ReadWhole(place.LogFile);
        var ids = Acknowledged.ReadAll(seen);
        return new()
        {
            Kills = done, Early = early, Idle = idle, Acknowledged = ids.Count, Missing = ids.Count(id => !whole.Has(id)), Duplicates = whole.Duplicates, Entries = whole.Entries,
            Faults = [.. check.Faults, .. whole.Faults, .. await OwnVerifier.RunAsync(place)],
            Starts = [.. starts.Skip(1).Order()], // The first one is after no kill.
        };
    }

    /// <summary>The application writes no line for each request: the load reads what it needs from the answers.</summary>
    public static IReadOnlyDictionary<string, string> Quiet { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging__LogLevel__Enterprise.Web.Security.RequestLog"] = "Warning" };
}

/// <summary>What a run of kills found.</summary>
internal sealed record KillFindings : Findings
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(3);

    /// <summary>Kills under load.</summary>
    public required int Kills { get; init; }

    /// <summary>More kills while it started.</summary>
    public required int Early { get; init; }

    /// <summary>Kills that interrupted no request, and so prove nothing.</summary>
    public required int Idle { get; init; }

    /// <summary>Answers with 2xx.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Of them without an entry.</summary>
    public required int Missing { get; init; }

    /// <summary>Ids that stand there twice.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Entries in the log.</summary>
    public required int Entries { get; init; }

    /// <summary>
    /// How long each start after a kill took, from the start of the process until <c>/health/ready</c> was 200, shortest first.
    /// </summary>
    public required IReadOnlyList<TimeSpan> Starts { get; init; }

    /// <summary>Whether nothing was lost, in however much time: what is asked of a machine that has other work.</summary>
    public bool HasLostNothing => Figures.Where(figure => !figure.Name.StartsWith("ready again", StringComparison.Ordinal)).All(figure => figure.IsMet);

    protected override string Title => $"kill -9: {Kills} times under {KillRun.Connections} connections, and {Early} times while starting";

    protected override IEnumerable<Figure> Figures =>
    [
        Figure.Exactly("kills that met no request", Idle),
        Figure.AtLeast("acknowledged", Acknowledged, 20L * Kills),
        Figure.Exactly("acknowledged and missing", Missing),
        Figure.Exactly("duplicates", Duplicates),
        Figure.AtLeast("entries verified", Entries, Acknowledged),
        Figure.Exactly("faults of chains, file, own verification", Faults.Count),
        Figure.Said("ready again, median", Figure.Text(Starts[Starts.Count / 2])),
        Figure.Within("ready again, worst", Starts[^1], ReadyWithin),
        Figure.Exactly("ready again, later than that", Starts.Count(start => start > ReadyWithin)),
    ];
}
