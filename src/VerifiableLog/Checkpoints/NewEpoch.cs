namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>An epoch that begins because entries were lost by restoring an older store.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="After">The number of the newest checkpoint that is known, also outside the store.</param>
internal sealed record NewEpoch(int Epoch, long After);
