using System.Security.Cryptography;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Checkpoints;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>
/// What stands for a user once the personal part is gone: a hash of the user's id under a key of the tenant. The key comes from the log's
/// secret and not from the tenant's, which every export holds: with that, the holder of an export could try ids.
/// </summary>
internal sealed class Pseudonyms(LogKeys keys)
{
    private byte[]? _secret;

    /// <summary>The hash of a user's id in a chain, 64 hexadecimal digits.</summary>
    public string Of(string chain, string userId)
    {
        var key = HMACSHA256.HashData(_secret ??= Secret(), new CanonicalText().Begin().Add("pseudonym").Add(chain).AsSpan());
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, new CanonicalText().Begin().Add(userId).AsSpan()));
    }

    /// <summary>The service makes it at its start; a new one would give other hashes.</summary>
    private byte[] Secret() => keys.FindSecret() ?? throw new LogException(
                LogFailure.Refused, $"{keys.Folder} ({keys.Setting}) holds no log.secret: name the folder that belongs to this access "
                    + "log.");
}
