using System.Security.Cryptography;

namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>
/// Stands for personal text in the chain: HMAC-SHA256 under a random salt that is stored with the text. While both are there anybody can check that they
/// belong together; when they are erased the commitment stays, says nothing, and cannot be guessed back.
/// </summary>
public static class Commitment
{
    /// <summary>The length of a salt, in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The commitment to who and from where.</summary>
    /// <param name="salt">The salt, <see cref="SaltLength"/> bytes.</param>
    /// <param name="subject">The personal part.</param>
    /// <param name="writer">Scratch.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] To(ReadOnlySpan<byte> salt, Subject subject, CanonicalText writer) => HMACSHA256.HashData(salt, writer.Begin()
        .Add(subject.UserId).Add(subject.UserName).Add(subject.Address).Add(subject.Forwarded).Add(subject.IsForwardedTrusted ? 1 : 0).Add(subject.UserAgent).AsSpan());

    /// <summary>The commitment to a detail.</summary>
    /// <param name="salt">The salt, <see cref="SaltLength"/> bytes.</param>
    /// <param name="detail">The detail.</param>
    /// <param name="writer">Scratch.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] To(ReadOnlySpan<byte> salt, string detail, CanonicalText writer) => HMACSHA256.HashData(salt, writer.Begin().Add(detail).AsSpan());
}
