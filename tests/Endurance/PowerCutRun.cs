using System.Globalization;
using Enterprise.Endurance.Disk;
using Enterprise.Testing;
using Microsoft.Data.Sqlite;

namespace Enterprise.Endurance;

/// <summary>
/// Power cuts under load: the application is killed at a random moment, and its next start finds a disk that has what was synced, and of
/// the rest what chance left (<see cref="CutDisk"/>). To show that the cut cuts, copies of the application that do not wait for the disk
/// (synchronous NORMAL and OFF) lose acknowledged entries by it.
/// </summary>
internal static class PowerCutRun
{
    private const int Connections = 32;

    /// <summary>Runs.</summary>
    /// <param name="synchronous"><c>FULL</c> for the application as it is; <c>NORMAL</c> or <c>OFF</c> for an altered copy.</param>
    /// <param name="cuts">How many power cuts.</param>
    /// <param name="longest">The longest life under load.</param>
    /// <param name="enough">Ends it after the round that is on.</param>
    /// <returns>What was found.</returns>
    public static async Task<CutFindings> RunAsync(string synchronous, int cuts, TimeSpan longest, CancellationToken enough = default)
    {
        using var files = new Scratch("cut");
        await using var platform = await Load.PlatformAsync();
        var disk = await ShimmedDisk.MakeAsync(files);
        var program = string.Equals(synchronous, "FULL", StringComparison.Ordinal) ? null : AlteredProgram.Copy(files.Folder("program"), synchronous);
        var (seen, folder) = (files.File("acknowledged.txt"), files.Folder("disk-0"));
        if (program is not null)
        {
            // The altered copy is measured by what it adds: the file itself was made by the application as it is.
            await using var maker = await ApplicationProcess.StartAsync(platform, new(folder));
        }

        var (lost, begun, idle, faults) = (new HashSet<string>(StringComparer.Ordinal), 0, 0, new List<string>());
        var last = new LogCheck();
        for (var cut = 1; cut <= cuts && !enough.IsCancellationRequested; cut++)
        {
            var (before, journal) = (CutDisk.Of(folder), files.File("journal"));
            File.Delete(journal);
            var place = new ApplicationPlace(folder, program, disk.Environment(folder, journal));
            await using (var acknowledged = new Acknowledged(seen))
            {
                try
                {
                    await using var app = await ApplicationProcess.StartAsync(platform, place);
                    var load = Load.RunAsync(app.Origin, platform, Connections, acknowledged, CancellationToken.None);
                    await Task.WhenAny(load, acknowledged.First);
                    await Task.Delay(Load.Life(longest), CancellationToken.None);
                    await app.KillAsync();
                    idle += Load.WasBroken(await load) ? 0 : 1;
                    begun++;
                }
                catch (TimeoutException notReady)
                {
                    faults.Add(notReady.Message);
                    break;
                }
            }

            var next = files.Folder(string.Create(CultureInfo.InvariantCulture, $"disk-{cut}"));
            before.Play(journal);
            before.CutTo(next, Random.Shared);
            Directory.Delete(folder, recursive: true);
            folder = next;
            last = Judge(new ApplicationPlace(folder).LogFile, faults);
            lost.UnionWith(Acknowledged.ReadAll(seen).Where(id => !last.Has(id)));
        }

        if (program is null)
        {
            faults.AddRange(await OwnVerifier.RunAsync(new(folder))); // Last, because it leaves the file otherwise than the cut.
        }

        return new()
        {
            Synchronous = synchronous, Cuts = begun, Idle = idle, Acknowledged = Acknowledged.ReadAll(seen).Count, Missing = lost.Count, Duplicates = last.Duplicates, Entries = last.Entries, Faults = faults,
        };
    }

    /// <summary>Reads a copy, so that the next start finds the file as the power cut left it.</summary>
    private static LogCheck Judge(string file, List<string> faults)
    {
        var check = new LogCheck();
        using var files = new Scratch("judged");
        var copy = files.File("access-log.db");
        foreach (var end in new[] { "", "-wal", "-journal" }.Where(end => File.Exists(file + end)))
        {
            File.Copy(file + end, copy + end);
        }

        try
        {
            check.ReadWhole(copy);
        }
        catch (SqliteException broken)
        {
            faults.Add($"the file cannot be read: {broken.Message}");
        }

        faults.AddRange(check.Faults);
        return check;
    }
}

/// <summary>What a run of power cuts found.</summary>
internal sealed record CutFindings : Findings
{
    /// <summary>How the application waits for the disk.</summary>
    public required string Synchronous { get; init; }

    /// <summary>Power cuts under load.</summary>
    public required int Cuts { get; init; }

    /// <summary>Cuts that interrupted no request, and so prove nothing.</summary>
    public required int Idle { get; init; }

    /// <summary>Answers with 2xx.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Of them without an entry after a cut.</summary>
    public required int Missing { get; init; }

    /// <summary>Ids that stand there twice.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Entries in the log at the end.</summary>
    public required int Entries { get; init; }

    /// <summary>
    /// An altered copy is there to lose: then the simulation is one. What it lost its own next start may refuse, because the archive knows
    /// of more; that ends its run.
    /// </summary>
    private bool HasToLose => !string.Equals(Synchronous, "FULL", StringComparison.Ordinal);

    protected override string Title => $"power cut, synchronous={Synchronous}: {Cuts} times under load{(HasToLose ? ", to show that the cut cuts" : string.Empty)}";

    protected override IEnumerable<Figure> Figures => HasToLose
        ?
        [
            Figure.Exactly("cuts that met no request", Idle),
            Figure.AtLeast("acknowledged and missing", Missing, 1),
        ]
        :
        [
            Figure.Exactly("cuts that met no request", Idle),
            Figure.AtLeast("acknowledged", Acknowledged, 20L * Cuts),
            Figure.Exactly("acknowledged and missing", Missing),
            Figure.Exactly("duplicates", Duplicates),
            Figure.AtLeast("entries verified", Entries, Acknowledged),
            Figure.Exactly("faults of chains, file, own verification", Faults.Count),
        ];
}
