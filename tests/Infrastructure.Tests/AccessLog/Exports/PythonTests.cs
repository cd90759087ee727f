using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>docs/verify/audit_verify.py as a stranger uses it.</summary>
public sealed class PythonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("enterprise-python-").FullName;

    [PythonFact]
    public void Its_signature_check_passes_the_published_vectors() => Assert.Equal(0, PythonVerifier.Run("--self-test").Exit);

    [PythonFact]
    public async Task A_filtered_export_verifies_and_a_line_or_a_skipped_entry_less_is_found()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(7), 60);
        var lines = (await ledger.JsonLinesAsync(new() { User = "anna@acme.example" })).TrimEnd('\n').Split('\n');
        List<string> files = [Save("clean", lines)];
        for (var left = 1; left < lines.Length; left++)
        {
            files.Add(Save($"without-{left}", lines.Where((_, place) => place != left)));
            if (JsonNode.Parse(lines[left])!["skip"] is JsonArray { Count: > 1 })
            {
                files.Add(Save($"skip-less-{left}", lines.Select((line, place) => place == left ? WithoutOne(line) : line)));
            }
        }

        var verdicts = PythonVerifier.Judge(files);
        Assert.True(verdicts[0].IsClean, verdicts[0].ToString());
        Assert.True(files.Count > 20);
        Assert.All(verdicts.Skip(1), verdict => Assert.False(verdict.IsClean));
    }

    [PythonFact]
    public async Task It_says_exit_0_1_2_and_never_a_traceback_whatever_it_is_given()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(8), 30);
        var export = await ledger.JsonLinesAsync();
        var header = export[..export.IndexOf('\n', StringComparison.Ordinal)];
        Assert.Equal(0, PythonVerifier.Run(Save("clean", [export.TrimEnd('\n')])).Exit);
        Assert.Equal(1, PythonVerifier.Run(Save("header", [header])).Exit);
        Assert.Equal(2, PythonVerifier.Run(Path.Combine(_folder, "there is none")).Exit);
        Assert.Equal(2, PythonVerifier.Run().Exit);
        var random = new Random(9);
        List<string> files = [];
        foreach (var member in JsonNode.Parse(header)!.AsObject().Select(member => member.Key).ToList())
        {
            foreach (var value in new[] { "null", "true", "-1", "1e999", "\"\\ud800\"", "[[]]", "{\"\":{}}", "\"x\\n\\n— a b\"",
                new string('[', 100_000) })
            {
                var place = header.IndexOf($"\"{member}\":", StringComparison.Ordinal) + member.Length + 3;
                files.Add(Save($"h{files.Count}",
                    [header[..place] + value + (value.Length > 1000 ? string.Empty : ",\"was\":") + header[place..],
                    .. export.Split('\n')[1..]]));
            }
        }

        for (var number = 0; number < 100; number++)
        {
            var bytes = Encoding.UTF8.GetBytes(export);
            for (var change = 0; change < 20; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            files.Add(Path.Combine(_folder, $"b{number}"));
            await File.WriteAllBytesAsync(files[^1], bytes);
        }

        var (exit, output, errors) = PythonVerifier.Run([.. files, "--json"]);
        Assert.True(exit is 1 or 2 && errors.Length == 0, errors);
        Assert.Equal(files.Count, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("\"ok\": true", output, StringComparison.Ordinal);
        Assert.True(PythonVerifier.Run(files).Errors.Length == 0);
    }

    [PythonFact]
    public async Task An_archive_finds_a_log_that_went_back_another_history_and_an_old_export()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(10), 20);
        var first = Save("first", [(await ledger.JsonLinesAsync()).TrimEnd('\n')]);
        await ledger.AddAsync(new Random(11), 20);
        var second = Save("second", [(await ledger.JsonLinesAsync()).TrimEnd('\n')]);
        var (one, two) = (CheckpointOf(first), CheckpointOf(second));
        string[] size = one.Split('\n');

        Assert.True(Judge(second, Save("w1", [one.TrimEnd('\n'), "", two.TrimEnd('\n')])).IsClean);
        Assert.True(Judge(first, Save("w2", [one.TrimEnd('\n')])).IsClean);
        Assert.Equal("older@", Judge(first, Save("w3", [two.TrimEnd('\n')])).ToString());
        Assert.Equal("archive@", Judge(second, Save("w4", [$"1 99999 {size[2]}"])).ToString());
        Assert.Equal("archive@", Judge(second, Save("w5", [$"2 {two.Split('\n')[1]} AAAA"])).ToString());
        Assert.Equal("archive@", Judge(second, Save("w6", ["{\"number\": 2, \"size\": 1, \"root\": \"x\"}"])).ToString());
        Assert.Equal("key@", PythonVerifier.Judge([second], "--key", "0123456789abcdef")[0].ToString());
        Assert.Equal(2, PythonVerifier.Run(second, "--checkpoints", Save("w7", ["nothing"])).Exit);
    }

    [OpenSslFact]
    public async Task The_signature_can_be_checked_with_openssl_alone_and_an_evidence_package_checks_itself()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(12), 50);
        await ledger.Notary.RotateAsync();
        var (file, bytes) = await ledger.ExportAsync(ExportFormat.Evidence, new() { User = "anna@acme.example" }, "user=anna@acme.example");
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        Assert.Equal(file.Length, bytes.Length);
        using var archive = new ZipArchive(new MemoryStream(bytes));
        archive.ExtractToDirectory(_folder);
        string[] expected = ["README.txt", "audit_verify.py", "checkpoint.txt", "export.jsonl", "manifest.sha256", "signature.der",
            "signed.txt"];
        Assert.Equal(expected, Directory.GetFiles(_folder).Select(Path.GetFileName)
            .Where(name => !name!.StartsWith("public-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(File.ReadAllLines(At("manifest.sha256")),
            line => Assert.Equal(line[..64],
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(At(line[66..]))))));
        Assert.Equal(Directory.GetFiles(_folder).Length - 1, File.ReadAllLines(At("manifest.sha256")).Length);
        Assert.Equal(await File.ReadAllBytesAsync(PythonVerifier.Path), await File.ReadAllBytesAsync(At("audit_verify.py")));

        var key = File.ReadAllLines(At("signed.txt")).Single(line => line.StartsWith("key ", StringComparison.Ordinal))[4..];
        Assert.Contains($"--key {key}", await File.ReadAllTextAsync(At("README.txt")), StringComparison.Ordinal);
        Assert.Equal("Verified OK\n", OpenSsl($"public-{key}.pem", "signature.der", "signed.txt"));
        var (exit, output, errors) = PythonVerifier.Run(At("export.jsonl"), "--key", key, "--openssl", At("o"));
        Assert.True(exit == 0, output + errors);
        Assert.Equal("Verified OK\n", OpenSsl("o/public.pem", "o/signature.der", "o/text"));
        await File.AppendAllTextAsync(At("o/text"), "x");
        Assert.DoesNotContain("Verified OK", OpenSsl("o/public.pem", "o/signature.der", "o/text"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string OpenSsl(string key, string signature, string text) =>
        PythonVerifier.Program(Tool.OpenSsl.Require(),
            ["dgst", "-sha256", "-verify", At(key), "-signature", At(signature), At(text)]).Output;

    private static Verdict Judge(string export, string archive) => PythonVerifier.Judge([export], "--checkpoints", archive)[0];

    private static string CheckpointOf(string export) => (string)JsonNode.Parse(File.ReadLines(export).First())!["checkpoint"]!;

    private static string WithoutOne(string line)
    {
        var item = JsonNode.Parse(line)!;
        item["skip"]!.AsArray().RemoveAt(1);
        return item.ToJsonString();
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Save(string name, IEnumerable<string> lines)
    {
        File.WriteAllText(At(name), string.Concat(lines.Select(line => line + "\n")));
        return At(name);
    }
}
