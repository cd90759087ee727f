using System.Globalization;
using Enterprise.Testing;

namespace Enterprise.Endurance;

/// <summary>
/// <c>kill -9</c> of the application under load, again and again on the same files: at a random moment 0.2 to 5 s after the first answer, and now and then already
/// while it starts. Whatever was acknowledged must be there, once, in unbroken chains, and the next start must be ready within 3 s.
/// </summary>
internal static class KillRun
{
    public const int Connections = 32;
    public static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(3);

    private const int KilledWhileStarting = 8; // One of so many rounds.

    private const int ToldAfter = 20;

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
        var (early, done, starts) = (0, 0, new List<TimeSpan>());
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
            await Task.Delay(TimeSpan.FromSeconds(0.2 + (Random.Shared.NextDouble() * (longest.TotalSeconds - 0.2))), CancellationToken.None);
            await app.KillAsync();
            await load;
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
        return new(done, early, ids.Count, ids.Count(id => !whole.Has(id)), whole.Duplicates, whole.Entries, [.. check.Faults, .. whole.Faults], [.. starts.Order()]);
    }

    /// <summary>The application writes no line for each request: the load reads what it needs from the answers.</summary>
    public static IReadOnlyDictionary<string, string> Quiet { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging__LogLevel__Enterprise.Web.Security.RequestLog"] = "Warning" };
}

/// <summary>What a run of kills found.</summary>
/// <param name="Kills">Kills under load.</param>
/// <param name="Early">More kills while it started.</param>
/// <param name="Acknowledged">Answers with 2xx.</param>
/// <param name="Missing">Of them without an entry.</param>
/// <param name="Duplicates">Ids that stand there twice.</param>
/// <param name="Entries">Entries in the log.</param>
/// <param name="Faults">What is wrong with the chains or the file.</param>
/// <param name="Starts">How long the starts took, shortest first.</param>
internal sealed record KillFindings(int Kills, int Early, int Acknowledged, int Missing, int Duplicates, int Entries, IReadOnlyList<string> Faults, IReadOnlyList<TimeSpan> Starts)
{
    public bool IsGood => Acknowledged > 0 && Missing == 0 && Duplicates == 0 && Faults.Count == 0 && Starts[^1] <= KillRun.ReadyWithin;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        kill -9: {Kills} times under {KillRun.Connections} connections and {Early} times while starting, {Acknowledged} acknowledged, {Missing} missing, {Duplicates} duplicates, {Entries - Acknowledged} recorded without an answer
        chains: {Entries} entries reckoned again, {(Faults.Count == 0 ? "green" : $"{Faults.Count} faults: {string.Join(" | ", Faults.Take(5))}")}
        ready again: median {Starts[Starts.Count / 2].TotalSeconds:F2} s, at most {Starts[^1].TotalSeconds:F2} s (allowed {KillRun.ReadyWithin.TotalSeconds:F0} s)
        """);
}
