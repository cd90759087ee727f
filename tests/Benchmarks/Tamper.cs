using System.Diagnostics;
using System.Text.Json.Nodes;
using Enterprise.Testing;

namespace Enterprise.Benchmarks;

/// <summary>
/// How much of random manipulation is found and located by both verifiers, and how often logs to which only happened what is allowed are
/// accused. Each log lives through ten stages: entries, a quiet minute, a new key, an erasure, pseudonyms, a pruned beginning, a restored
/// older copy, a killed process; after each it is copied, judged as it is, and manipulated five times.
/// </summary>
internal static class Tamper
{
    /// <summary>The child process that is killed.</summary>
    public const string Appender = "append-until-killed";

    private const int Stages = 10;
    private const int PerStage = 5;

    public static async Task<int> RunAsync(int manipulations)
    {
        var seed = Random.Shared.Next();
        Console.WriteLine($"seed {seed}");
        var folder = Directory.CreateTempSubdirectory("enterprise-exports-of-copies-").FullName;
        var (clean, changed) = (new List<Judged>(), new List<Judged>());
        try
        {
            for (var life = 0; changed.Count < manipulations; life++)
            {
                await LiveAsync(new Random(seed + life), manipulations, folder, clean, changed);
            }

            return Report(clean, changed, Path.Combine(folder, "archive"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Adds entries to the log in the folder, as fast as it can.</summary>
    public static async Task<int> AppendUntilKilledAsync(string folder)
    {
        var life = await LogLife.StartAsync(new Random(1), folder);
        while (true)
        {
            await life.AddAsync(1);
            Console.WriteLine();
        }
    }

    private static async Task LiveAsync(Random random, int manipulations, string folder, List<Judged> clean, List<Judged> changed)
    {
        await using var life = await LogLife.StartAsync(random);
        await life.CheckpointAsync();
        await life.AddAsync(20, age: 450);
        await life.CheckpointAsync();
        var operations = life.Operations.ToDictionary();
        operations["kill"] = () => KillAsync(life, random);
        string[] stages = [.. operations.Keys, "erasure", "entries"];
        random.Shuffle(stages);
        foreach (var stage in stages.Take(Stages))
        {
            life.Wait(TimeSpan.FromDays(40));
            await life.AddAsync(8);
            await operations[stage]();
            await life.CheckpointAsync();
            using var copy = new LogCopy(life);
            await File.AppendAllTextAsync(Path.Combine(folder, "archive"), await File.ReadAllTextAsync(copy.Archive));
            var asItWas = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
            foreach (var tenant in new[] { "tenant1", "tenant2", "tenant3", "tenant4" })
            {
                var tried = await copy.TryAsync(tenant);
                asItWas[tenant] = tried.Export;
                if (tenant == "tenant1")
                {
                    clean.Add(new(tried, stage, IsVisible: true, Save(folder, tried.Export)));
                }
            }

            for (var number = 0; number < PerStage && changed.Count < manipulations; number++)
            {
                var tried = await copy.TryAsync(new Random(random.Next()));
                var isVisible = tried.Export is not null && asItWas.TryGetValue(tried.Tenant, out var before) && before is not null && IsOther(tried.Export, before);
                changed.Add(new(tried, stage, isVisible, isVisible ? Save(folder, tried.Export) : null));
            }
        }
    }

    /// <summary>
    /// Whether an export says anything else than before. One that says less, by a statement that nothing in it stands on, does not: exports
    /// leave out those of other tenants.
    /// </summary>
    private static bool IsOther(byte[] export, byte[] before)
    {
        if (export.AsSpan().SequenceEqual(before))
        {
            return false;
        }

        var (header, lines) = Split(export);
        var (headerBefore, linesBefore) = Split(before);
        var (texts, textsBefore) = (Statements(header), Statements(headerBefore));
        return texts.Except(textsBefore).Any() || !JsonNode.DeepEquals(header, headerBefore) || !lines.SequenceEqual(linesBefore);

        static (JsonNode Header, byte[] Lines) Split(byte[] export) => (JsonNode.Parse(export.AsSpan(0, export.AsSpan().IndexOf((byte)'\n')))!, export[export.AsSpan().IndexOf((byte)'\n')..]);

        static List<string> Statements(JsonNode header)
        {
            var texts = header["statements"]!.AsArray().Select(text => (string)text!).ToList();
            header.AsObject().Remove("statements");
            return texts;
        }
    }

    private static async Task KillAsync(LogLife life, Random random)
    {
        await life.CloseAsync();
        string[] arguments = [.. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? new[] { Environment.GetCommandLineArgs()[0] } : [], Appender, life.Folder];
        using (var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!)
        {
            await process.StandardOutput.ReadLineAsync();
            await Task.Delay(random.Next(100));
            process.Kill();
            await process.WaitForExitAsync();
        }

        await life.OpenAsync();
    }

    private static string? Save(string folder, byte[]? export)
    {
        if (export is null)
        {
            return null;
        }

        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.jsonl");
        File.WriteAllBytes(file, export);
        return file;
    }

    private static int Report(List<Judged> clean, List<Judged> changed, string archive)
    {
        var files = clean.Concat(changed).Select(one => one.File).OfType<string>().ToList();
        var verdicts = files.Zip(PythonVerifier.Judge(files, "--checkpoints", archive)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var (alarms, faults) = (0, 0);
        foreach (var one in clean)
        {
            var verdict = one.File is null ? null : verdicts[one.File];
            if (one.Tried.Faults.Count > 0 || verdict is not { IsClean: true })
            {
                alarms++;
                Console.WriteLine($"false alarm after {one.Stage}: {string.Join("; ", one.Tried.Faults)} here, {verdict?.ToString() ?? "no export"} there");
            }
        }

        foreach (var check in changed.GroupBy(one => one.Tried.Done!.Check, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (own, python, same, none) = (0, 0, 0, 0);
            foreach (var one in check)
            {
                var done = one.Tried.Done!;
                var isFound = done.IsLocatedBy(one.Tried.Faults);
                var isFoundThere = one.File is null || done.IsLocatedBy(verdicts[one.File]);
                (own, python) = (own + (isFound ? 1 : 0), python + (one.File is not null && isFoundThere ? 1 : 0));
                (same, none) = (same + (one.Tried.Export is not null && !one.IsVisible ? 1 : 0), none + (one.Tried.Export is null ? 1 : 0));
                if (!isFound || !isFoundThere)
                {
                    faults++;
                    Console.WriteLine($"not found where it is, after {one.Stage}: {done.Done} ({done.Chain} {string.Join(",", done.Numbers)}): {string.Join("; ", one.Tried.Faults.Take(5))} here, {(one.File is null ? "not in the export" : verdicts[one.File])} there");
                }
            }

            Console.WriteLine($"  {check.Key}: {own} of {check.Count()} found and located here; {python} of {check.Count() - same - none} there ({same} leave the export as it was, {none} leave none)");
        }

        var visible = changed.Count(one => one.IsVisible);
        Console.WriteLine($"tamper: {changed.Count - faults} of {changed.Count} manipulations found and located, {visible} of them in what an export carries and by both verifiers; {alarms} false alarms in {clean.Count} clean logs, each judged by both");
        return faults + alarms == 0 ? 0 : 1;
    }

    /// <summary>A log that was tried.</summary>
    /// <param name="Tried">What came of it.</param>
    /// <param name="Stage">What had happened to it last.</param>
    /// <param name="IsVisible">Whether its export is another than before.</param>
    /// <param name="File">Where its export stands, where it is to be judged.</param>
    private sealed record Judged(Tried Tried, string Stage, bool IsVisible, string? File);
}
