using System.Text;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>Two verifiers that share no code, of the same opinion on whatever they are given.</summary>
public sealed class AgreementTests(ITestOutputHelper output) : IDisposable
{
    private const int Logs = 8;
    private const int PerLog = 26;

    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-agreement-").FullName;

    [PythonFact]
    public async Task Both_verifiers_agree_on_random_exports_clean_and_damaged()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        List<(string What, string File, byte[] Bytes, bool IsClean, string? Expected)> exports = [];
        for (var log = 0; log < Logs; log++)
        {
            await using var ledger = await Ledger.StartAsync();
            await LiveAsync(ledger, random);
            for (var number = 0; number < PerLog; number++)
            {
                var export = await ledger
                    .JsonLinesAsync(FilterOf(random), "x=1", LogStore.Reader(subtenant: random.Next(5) == 0 ? "sub-1" : null));
                var (what, bytes, expected) = number % 3 == 0
                    ? ("clean", Encoding.UTF8.GetBytes(export), null) : Damage.Random(export, random);
                var file = Path.Combine(_folder, $"{exports.Count}.jsonl");
                await File.WriteAllBytesAsync(file, bytes);
                exports.Add((what, file, bytes, number % 3 == 0, expected));
            }
        }

        var verdicts = PythonVerifier.Judge([.. exports.Select(export => export.File)]);
        Assert.Equal(exports.Count, verdicts.Count);
        Assert.True(exports.Count >= 200);
        foreach (var ((what, file, bytes, isClean, expected), python) in exports.Zip(verdicts))
        {
            var own = Verdicts.Of(bytes);
            Assert.True(own.ToString() == Verdicts.Translate(python).ToString(),
                $"seed {seed}, {Path.GetFileName(file)}, {what}: {own} here, {python} there");
            Assert.True(!isClean || own.IsClean, $"seed {seed}, {Path.GetFileName(file)}, {what}: {own}");
            Assert.True(expected is null || python.Faults.Any(fault => fault.Kind == expected),
                $"seed {seed}, {Path.GetFileName(file)}, {what}: {python}, and {expected} is not among it");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A log's life: entries, and between them what happens to logs.</summary>
    private static async Task LiveAsync(Ledger ledger, Random random)
    {
        await ledger.AddAsync(random, random.Next(20, 80));
        foreach (var _ in Enumerable.Range(0, random.Next(4)))
        {
            await (random.Next(5) switch
            {
                4 => ledger.PseudonymiseAsync(),
                0 => ledger.EraseAsync("li@acme.example"),
                1 => ledger.BeginEpochAsync(),
                2 => ledger.Notary.RotateAsync(),
                _ => ledger.PruneAsync(long
                    .Parse(ledger.Store.Read("SELECT min(Sequence) + 3 FROM Seals WHERE Tenant = 'acme'")!,
                    System.Globalization.CultureInfo.InvariantCulture)),
            });
            await ledger.AddAsync(random, random.Next(5, 30));
        }
    }

    private static AccessFilter FilterOf(Random random) => random.Next(4) switch
    {
        0 => new() { User = "anna@acme.example" },
        1 => new() { Outcomes = [AccessOutcome.Denied] },
        2 => new() { Reason = "role_missing", Actions = [AccessAction.ViewAsset] },
        _ => new(),
    };
}
