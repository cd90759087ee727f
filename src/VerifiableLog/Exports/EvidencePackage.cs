using System.IO.Compression;
using System.Reflection;
using System.Text;
using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Exports;

/// <summary>
/// One archive that anyone can check offline: the export with everything that its proof needs, what the signature covers in files of their
/// own for the openssl command line, the verifier, and instructions. The manifest has the SHA-256 of each.
/// </summary>
internal static class EvidencePackage
{
    private const string Resources = "Enterprise.Evidence.";

    public static void Write(Stream target, ExportFacts facts, byte[] head, Stream lines)
    {
        var proof = facts.Proof!;
        var manifest = new StringBuilder();
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        Add("export.jsonl", stream =>
        {
            stream.Write(head);
            lines.CopyTo(stream);
        });
        Text("checkpoint.txt", proof.Checkpoint);
        foreach (var (id, pem) in proof.PublicKeys.OrderBy(key => key.Key, StringComparer.Ordinal))
        {
            Text($"public-{SafeId(id)}.pem", pem);
        }

        var checkpoint = SignedText.Read(proof.Checkpoint) ?? throw new InvalidOperationException("A proof holds a signed checkpoint.");
        var signature = checkpoint.Signatures[0];
        Text("signed.txt", checkpoint.Body);
        Add("signature.der", stream => stream.Write(signature.Bytes));
        Add("audit_verify.py", stream => stream.Write(Resource("audit_verify.py")));
        Text("README.txt", Encoding.UTF8.GetString(Resource("README.txt"))
            .Replace("{key}", SafeId(signature.Key), StringComparison.Ordinal)
                .Replace("{tenant}", facts.Request.Query.Chain, StringComparison.Ordinal)
            .Replace("{checkpoint}", facts.Checkpoint?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal));
        Entry("manifest.sha256", stream => stream.Write(Encoding.UTF8.GetBytes(manifest.ToString())));

        void Text(string name, string text) => Add(name, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

        void Add(string name, Action<Stream> write) => Entry(name, stream =>
        {
            using var hashing = new HashingStream(stream);
            write(hashing);
            manifest.Append(hashing.Sha256).Append("  ").Append(name).Append('\n');
        });

        void Entry(string name, Action<Stream> write)
        {
            var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = facts.At.ToUniversalTime();
            using var stream = entry.Open();
            write(stream);
        }
    }

    private static string SafeId(string id) => string.Concat(id.Where(char.IsAsciiLetterOrDigit));

    private static byte[] Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resources + name)
            ?? throw new InvalidOperationException($"{name} is not in this assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
