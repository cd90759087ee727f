using System.Diagnostics;
using System.Globalization;
using Enterprise.Testing;

namespace Enterprise.Endurance;

/// <summary>
/// Two nodes under load on one PostgreSQL that stands still, restarts, and loses the node that seals: killed, or standing still
/// itself until another seals, so that for a moment both believe to. Every answer is kept and compared with the log.
/// </summary>
internal static class ServerRun
{
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);
    public static readonly TimeSpan RecoverWithin = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(2);

    private const int Connections = 8;
    private const int Forced = 5;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Still = TimeSpan.FromSeconds(30);

    /// <summary>Runs, and prints what was found.</summary>
    /// <returns>0 when the figures hold.</returns>
    public static async Task<int> SayAsync()
    {
        var found = await RunAsync(Still);
        Console.WriteLine(found);
        return found.IsGood ? 0 : 1;
    }

    /// <summary>Runs.</summary>
    /// <param name="still">How long the server stands still.</param>
    /// <returns>What was found.</returns>
    public static async Task<ServerFindings> RunAsync(TimeSpan still)
    {
        using var files = new Scratch("server");
        await using var platform = await Load.PlatformAsync();
        var cluster = await PostgresCluster.StartNewAsync();
        var database = await cluster.CreateDatabaseAsync();
        var seen = files.File("acknowledged.txt");
        List<Answer> answers = [];
        List<(string Name, long Begun, long Ending, long Ended)> outages = [];
        List<TimeSpan> takenOver = [];
        await using (var acknowledged = new Acknowledged(seen))
        {
            using var stop = new CancellationTokenSource();
            await using var first = await ApplicationProcess.StartAsync(platform, Place(files, database, "first"));
            await using var second = await ApplicationProcess.StartAsync(platform, Place(files, database, "second"));
            ApplicationProcess[] nodes = [first, second];
            var loads = nodes.Select(node => Load.RunAsync(node.Origin, platform, Connections, acknowledged, stop.Token)).ToList();
            await Task.Delay(Calm, CancellationToken.None);

            outages.Add(await OutageAsync("stands still", still, () => cluster.SignalAsync("-STOP"), () => cluster.SignalAsync("-CONT")));
            outages.Add(await OutageAsync("restarts", Short, cluster.StopAsync, cluster.StartAsync));
            for (var time = 0; time < Forced; time++)
            {
                var holder = await HolderAsync(nodes);
                await SignalAsync("-STOP", holder);
                takenOver.Add(await SealedOnAsync(database));
                await SignalAsync("-CONT", holder); // It wakes in the belief that it seals.
                await Task.Delay(Short, CancellationToken.None);
            }

            await (await HolderAsync(nodes)).KillAsync();
            takenOver.Add(await SealedOnAsync(database));
            await Task.Delay(Short, CancellationToken.None);
            await stop.CancelAsync();
            answers.AddRange((await Task.WhenAll(loads)).SelectMany(some => some));
            await new StoreAccess(string.Empty, database).SealedAsync();
        }

        var requests = database.Read("SELECT string_agg(requestid, ',') FROM entries")!.Split(',').ToHashSet(StringComparer.Ordinal);
        var ids = Acknowledged.ReadAll(seen);
        return new(
            [.. outages.Select(outage => Outage.Of(outage, answers))], takenOver[..^1], takenOver[^1], ids.Count, ids.Count(id => !requests.Contains(id)),
            database.Read("""
                SELECT count(*) || ' entries, ' || count(*) - count(DISTINCT requestid) || ' duplicates, ' || (SELECT count(*) FROM seals) - count(*) || ' seals too many, '
                    || (SELECT max(ordinal) - count(*) FROM seals) || ' gaps in the seals, ' || (SELECT max(sequence) - count(*) FROM seals WHERE tenant = 'acme') || ' gaps in the chain' FROM entries
                """)!,
            await VerifyAsync(Place(files, database, "second")));
    }

    private static ApplicationPlace Place(Scratch files, PostgresDatabase database, string node) => new(files.Folder(node), Environment: database.Settings
        .Append(("AccessLog:Keys", files.Folder("keys"))).Append(("Node:Name", node)).Select(setting => (Key: setting.Item1.Replace(":", "__", StringComparison.Ordinal), Value: setting.Item2))
        .Concat(KillRun.Quiet.Select(setting => (setting.Key, setting.Value))).ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal));

    private static async Task<(string, long, long, long)> OutageAsync(string name, TimeSpan lasts, Func<Task> begin, Func<Task> end)
    {
        await begin();
        var begun = Stopwatch.GetTimestamp();
        await Task.Delay(lasts, CancellationToken.None);
        var ending = Stopwatch.GetTimestamp();
        await end();
        var ended = Stopwatch.GetTimestamp();
        await Task.Delay(Calm, CancellationToken.None);
        return (name, begun, ending, ended);
    }

    /// <summary>The node that says in its log that it seals, and has not given up since.</summary>
    private static async Task<ApplicationProcess> HolderAsync(ApplicationProcess[] nodes)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (nodes.FirstOrDefault(node => node.Lines.LastOrDefault(line => line.Contains("Sealer[", StringComparison.Ordinal))?.Contains("[3011]", StringComparison.Ordinal) == true) is { } holder)
            {
                return holder;
            }

            await Task.Delay(100, CancellationToken.None);
        }

        throw new TimeoutException("No node seals.");
    }

    /// <summary>How long it takes until more is sealed than now.</summary>
    private static async Task<TimeSpan> SealedOnAsync(PostgresDatabase database)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var sealedNow = Last(); Last() == sealedNow && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30);)
        {
            await Task.Delay(20, CancellationToken.None);
        }

        return Stopwatch.GetElapsedTime(begun);

        string? Last() => database.Read("SELECT max(ordinal) FROM seals");
    }

    private static async Task SignalAsync(string signal, ApplicationProcess node)
    {
        using var kill = Process.Start("kill", [signal, node.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static async Task<int> VerifyAsync(ApplicationPlace place)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Web.Program).Assembly.Location, "audit", "verify", "--json"]) { UseShellExecute = false, WorkingDirectory = place.Folder };
        foreach (var (key, value) in place.Environment!)
        {
            start.Environment[key] = value;
        }

        using var verify = Process.Start(start)!;
        await verify.WaitForExitAsync();
        return verify.ExitCode;
    }
}

/// <summary>What users saw while the server was away.</summary>
internal sealed record Outage(string Name, int Answers, int Shown, TimeSpan Slowest, TimeSpan? Recovered)
{
    public bool IsGood => Answers > 0 && Shown == 0 && Slowest <= ServerRun.AnswerWithin && Recovered <= ServerRun.RecoverWithin;

    public static Outage Of((string Name, long Begun, long Ending, long Ended) outage, List<Answer> answers)
    {
        var during = answers.Where(answer => answer.At >= outage.Begun && End(answer) <= outage.Ending).ToList();
        var next = answers.Where(answer => answer.Status == 200 && End(answer) > outage.Ended).Select(End).Order().FirstOrDefault();
        return new(
            outage.Name, during.Count, during.Count(answer => answer.Shows || answer.Status != 503), during.Select(answer => answer.Took).DefaultIfEmpty().Max(),
            next == 0 ? null : Stopwatch.GetElapsedTime(outage.Ended, next));
    }

    private static long End(Answer answer) => answer.At + (long)(answer.Took.TotalSeconds * Stopwatch.Frequency);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"the server {Name}: {Answers} answers, {Shown} other than 503, the slowest in {Slowest.TotalSeconds:F2} s (allowed {ServerRun.AnswerWithin.TotalSeconds:F1}), pages again {Recovered?.TotalSeconds:F2} s after (allowed {ServerRun.RecoverWithin.TotalSeconds:F0})");
}

/// <summary>What the run found.</summary>
/// <param name="Outages">What users saw.</param>
/// <param name="Forced">How long nothing was sealed when the node that seals stood still.</param>
/// <param name="Killed">The same when it was killed.</param>
/// <param name="Acknowledged">Answers with 2xx.</param>
/// <param name="Missing">Of them without an entry.</param>
/// <param name="Counts">What the tables say.</param>
/// <param name="Verified">How the verification ended; 0 is what is wanted.</param>
internal sealed record ServerFindings(IReadOnlyList<Outage> Outages, IReadOnlyList<TimeSpan> Forced, TimeSpan Killed, int Acknowledged, int Missing, string Counts, int Verified)
{
    public bool IsGood => Outages.All(outage => outage.IsGood) && Killed <= ServerRun.TakenOverWithin && Forced.Max() <= ServerRun.TakenOverWithin && Acknowledged > 0 && Missing == 0
        && Counts.EndsWith(" entries, 0 duplicates, 0 seals too many, 0 gaps in the seals, 0 gaps in the chain", StringComparison.Ordinal) && Verified == 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {string.Join(Environment.NewLine, Outages)}
        sealed by the other node: {Killed.TotalSeconds:F2} s after a kill -9 of the one that sealed (allowed {ServerRun.TakenOverWithin.TotalSeconds:F0}); {string.Join(", ", Forced.Select(time => $"{time.TotalSeconds:F2}"))} s after it stood still, and it went on beside the other (allowed {ServerRun.TakenOverWithin.TotalSeconds:F0})
        {Acknowledged} acknowledged, {Missing} missing; {Counts}; audit verify ended with {Verified}
        """);
}
