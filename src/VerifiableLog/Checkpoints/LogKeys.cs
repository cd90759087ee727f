using System.Security.Cryptography;
using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>
/// The folder of the keys: <c>log.secret</c>, and for each key <c>&lt;id&gt;.key</c> (private, readable by this user alone) and
/// <c>&lt;id&gt;.pub</c>, which is never removed. Read at each use, because an operator's command beside a running service may add a
/// key.
/// </summary>
internal sealed class LogKeys(LogOptions options)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The setting that names <see cref="Folder"/>, for messages.</summary>
    public string Setting => options.KeysSetting;

    public string Folder => Path.GetFullPath(options.Keys);

    /// <summary>The log's secret, 32 bytes; made where there is none.</summary>
    /// <exception cref="LogException">The folder cannot be read or written, or the file holds something else.</exception>
    public byte[] Secret() => Guarded(() =>
    {
        var file = Path.Combine(Folder, "log.secret");
        if (!File.Exists(file))
        {
            Write(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n", Own);
        }

        return FindSecret() ?? throw new IOException($"{file} does not hold 64 hexadecimal digits");
    });

    /// <summary>The log's secret, or null where it is not here; never made.</summary>
    public byte[]? FindSecret()
    {
        var file = Path.Combine(Folder, "log.secret");
        var text = File.Exists(file) ? File.ReadAllText(file).Trim() : string.Empty;
        return text.Length == 64 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
    }

    /// <summary>The key that signs: the one that the log names, and where it names none yet the one that is here or is made now.</summary>
    /// <exception cref="LogException">It is not here.</exception>
    public SigningKey Current(string? named) => Guarded(() =>
    {
        var id = named ?? Directory.CreateDirectory(Folder).EnumerateFiles("*.key").OrderBy(file => file.CreationTimeUtc)
            .Select(file => Path.GetFileNameWithoutExtension(file.Name)).FirstOrDefault();
        return id is null ? Create() : Find(id) ?? throw new LogException(
                LogFailure.Refused, $"The access log is signed with key {id}, but {Folder} ({options.KeysSetting}) holds no {id}.key: "
                    + "bring the folder that belongs to this log.");
    });

    /// <summary>The private key with this id, or null where it is not here.</summary>
    public SigningKey? Find(string id)
    {
        var file = Path.Combine(Folder, id + ".key");
        return id.All(char.IsAsciiLetterOrDigit) && File.Exists(file) ? new(id, File.ReadAllText(file)) : null;
    }

    /// <summary>Makes a new key.</summary>
    public SigningKey Create() => Guarded(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = PublicKeys.IdOf(key);
        Write(Path.Combine(Folder, id + ".pub"), key.ExportSubjectPublicKeyInfoPem() + "\n",
            Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Write(Path.Combine(Folder, id + ".key"), key.ExportPkcs8PrivateKeyPem() + "\n", Own);
        return new SigningKey(id, key.ExportPkcs8PrivateKeyPem());
    });

    /// <summary>All public keys that ever signed.</summary>
    public PublicKeys Public()
    {
        var keys = new PublicKeys();
        foreach (var file in Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.pub") : [])
        {
            try
            {
                keys.Add(File.ReadAllText(file));
            }
            catch (Exception fault) when (
                fault is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
            {
                // What is no key vouches for nothing: signatures that need it are found to be of an unknown key.
            }
        }

        return keys;
    }

    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new LogException(
                LogFailure.Refused, $"{options.KeysSetting} names {Folder}, which cannot be used ({fault.Message}): give a folder that "
                    + "this service alone may read and write.", fault);
        }
    }

    /// <summary>
    /// Under another name first, so that half a key is never found. Two processes that begin together agree on whichever was first.
    /// </summary>
    private static void Write(string file, string text, UnixFileMode mode)
    {
        var folder = Path.GetDirectoryName(file)!;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
            options.UnixCreateMode = mode;
        }

        var begun = Path.Combine(folder, Path.GetRandomFileName());
        using (var stream = new FileStream(begun, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(begun, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(begun);
        }

        NewNames.Sync(folder);
    }
}

/// <summary>A private key. It is imported whenever it signs, so that none is kept open.</summary>
internal sealed record SigningKey(string Id, string Pem)
{
    /// <summary>Signs a text: ECDSA on P-256 with SHA-256, DER.</summary>
    public Signature Sign(string body) => Sign([body])[0];

    /// <summary>Signs many texts, each by itself.</summary>
    public IReadOnlyList<Signature> Sign(IEnumerable<string> bodies)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Pem);
        return [.. bodies.Select(body =>
            new Signature(Id, key
            .SignData(System.Text.Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)))];
    }

    public override string ToString() => Id;
}
