using System.Text;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>
/// Exports that were made once and are kept: whatever changes later, they must be judged as they were. They are made anew, by the same code
/// with the same seeds, where the variable <c>ENTERPRISE_GOLDEN</c> is <c>write</c>; salts, keys and signatures are new each time.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(EnterpriseHost.RepositoryRoot, "tests", "Infrastructure.Tests", "golden");

    [PythonFact]
    public async Task Both_verifiers_judge_the_golden_files_as_they_always_did()
    {
        if (Environment.GetEnvironmentVariable("ENTERPRISE_GOLDEN") == "write")
        {
            await WriteAsync();
        }

        var expected = File.ReadAllLines(Path.Combine(Folder, "verdicts.txt")).Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var files = Directory.GetFiles(Folder, "*.jsonl").Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count >= 12);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), files.Select(Path.GetFileName));
        foreach (var (file, python) in files.Zip(PythonVerifier.Judge(files)))
        {
            Assert.Equal((Path.GetFileName(file), expected[Path.GetFileName(file)]), (Path.GetFileName(file), python.ToString()));
            Assert.Equal(
                (Path.GetFileName(file), Verdicts.Translate(python).ToString()),
                    (Path.GetFileName(file), Verdicts.Of(await File.ReadAllBytesAsync(file)).ToString()));
        }
    }

    private static async Task WriteAsync()
    {
        Directory.CreateDirectory(Folder);
        foreach (var old in Directory.GetFiles(Folder))
        {
            File.Delete(old);
        }

        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(100), 25);
        await SaveAsync("clean-full", await ledger.JsonLinesAsync());
        await SaveAsync("clean-filtered", await ledger.JsonLinesAsync(new() { User = "anna@acme.example" }, "user=anna@acme.example"));
        await SaveAsync("clean-subtenant", await ledger.JsonLinesAsync(reader: LogStore.Reader(subtenant: "sub-1")));
        await ledger.EraseAsync("li@acme.example");
        await SaveAsync("clean-erased", await ledger.JsonLinesAsync());
        await ledger.BeginEpochAsync();
        await ledger.AddAsync(new Random(101), 5);
        await SaveAsync("clean-epoch", await ledger.JsonLinesAsync());
        await ledger.PruneAsync(7);
        await SaveAsync("clean-pruned", await ledger.JsonLinesAsync());
        await ledger.Notary.RotateAsync();
        await SaveAsync("clean-rotated", await ledger.JsonLinesAsync());
        await ledger.PseudonymiseAsync();
        await ledger.AddAsync(new Random(102), 10);
        await ledger.EraseAsync("anna@acme.example");
        var last = await ledger.JsonLinesAsync();
        await SaveAsync("clean-pseudonymised", last);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 200; seed++)
        {
            var (what, bytes, expected) = Damage.Random(last, new Random(seed));
            if (expected is not null && seen.Add(what))
            {
                await SaveAsync("damaged-" + what.Replace(' ', '-'), Encoding.UTF8.GetString(bytes));
            }
        }

        var files = Directory.GetFiles(Folder, "*.jsonl").Order(StringComparer.Ordinal).ToList();
        await File.WriteAllLinesAsync(
            Path.Combine(Folder, "verdicts.txt"),
                files.Zip(PythonVerifier.Judge(files), (file, verdict) => $"{Path.GetFileName(file)}: {verdict}"));
    }

    private static Task SaveAsync(string name, string export) => File.WriteAllTextAsync(Path.Combine(Folder, name + ".jsonl"), export);
}
