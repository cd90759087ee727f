namespace Enterprise.VerifiableLog.Integrity;

/// <summary>A place in a chain.</summary>
/// <param name="Sequence">The number of the entry, 0 before the first.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Hash">Its hash, 32 bytes.</param>
internal sealed record ChainPlace(long Sequence, int Epoch, byte[] Hash);
