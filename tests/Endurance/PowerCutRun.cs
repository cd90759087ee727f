using System.Globalization;
using Enterprise.Endurance.Disk;
using Enterprise.Testing;
using Microsoft.Data.Sqlite;

namespace Enterprise.Endurance;

/// <summary>
/// Power cuts under load: the application is killed at a random moment, and its next start finds a disk that has what was synced, and of the rest what chance left
/// (<see cref="CutDisk"/>). To show that the cut cuts, copies of the application that do not wait for the disk (synchronous NORMAL and OFF) lose acknowledged entries by it.
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

        var (lost, begun, faults) = (new HashSet<string>(StringComparer.Ordinal), 0, new List<string>());
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
                    await Task.Delay(TimeSpan.FromSeconds(0.2 + (Random.Shared.NextDouble() * (longest.TotalSeconds - 0.2))), CancellationToken.None);
                    await app.KillAsync();
                    await load;
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

        return new(synchronous, begun, Acknowledged.ReadAll(seen).Count, lost.Count, last.Duplicates, last.Entries, faults);
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
/// <param name="Synchronous">How the application waits for the disk.</param>
/// <param name="Cuts">Power cuts under load.</param>
/// <param name="Acknowledged">Answers with 2xx.</param>
/// <param name="Missing">Of them without an entry after a cut.</param>
/// <param name="Duplicates">Ids that stand there twice.</param>
/// <param name="Entries">Entries in the log at the end.</param>
/// <param name="Faults">What is wrong with the chains, the file or a start.</param>
internal sealed record CutFindings(string Synchronous, int Cuts, int Acknowledged, int Missing, int Duplicates, int Entries, IReadOnlyList<string> Faults)
{
    public bool IsGood => Acknowledged > 0 && Missing == 0 && Duplicates == 0 && Faults.Count == 0;

    /// <summary>Whether the cut was noticed: so it has to be where the application does not wait for the disk.</summary>
    public bool Bites => Missing > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"power cut, synchronous={Synchronous}: {Cuts} times under 32 connections, {Acknowledged} acknowledged, {Missing} missing, {Duplicates} duplicates, chains of {Entries} entries {(Faults.Count == 0 ? "green" : $"with {Faults.Count} faults: {string.Join(" | ", Faults.Take(3))}")}");
}
