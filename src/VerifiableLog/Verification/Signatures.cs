using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>The signatures below a text.</summary>
internal static class Signatures
{
    /// <summary>
    /// Verifies them: the first is of the key that the text names; where that is another than before, one is of the key before.
    /// </summary>
    /// <returns>Whether all are good.</returns>
    public static bool Judge(SignedText text, string key, string? before, PublicKeys keys, string what, long? number, FaultList faults)
    {
        var count = faults.Count;
        foreach (var signature in text.Signatures)
        {
            switch (keys.IsGood(text, signature))
            {
                case null:
                    faults.Add(VerificationFaultKind.UnknownKey, null, number,
                        $"{what} is signed with key {signature.Key}, which is not among the public keys.");
                    break;
                case false:
                    faults.Add(VerificationFaultKind.BadSignature, null, number, $"{what} has a bad signature of key {signature.Key}.");
                    break;
            }
        }

        if (text.Signatures.Count == 0 || text.Signatures[0].Key != key)
        {
            faults.Add(VerificationFaultKind.BadSignature, null, number, $"{what} names key {key}, which is not the first that signed it.");
        }

        if (before is not null && before != key && !text.Signatures.Skip(1).Any(signature => signature.Key == before))
        {
            faults.Add(VerificationFaultKind.UnknownKey, null, number,
                $"{what} has another key than the one before it, which did not sign it.");
        }

        return faults.Count == count;
    }

    /// <summary>The keys with a good signature.</summary>
    public static IReadOnlyCollection<string> Signers(SignedText text, PublicKeys keys) =>
        [.. text.Signatures.Where(signature => keys.IsGood(text, signature) == true).Select(signature => signature.Key)
            .Distinct(StringComparer.Ordinal)];
}
