namespace Enterprise.Application.AccessLog.Integrity;

/// <summary>The latest checkpoint, from memory.</summary>
public interface ILatestCheckpoint
{
    /// <summary>The latest checkpoint; null before there is one.</summary>
    CheckpointFacts? Latest { get; }
}

/// <summary>
/// What a monitor keeps of a checkpoint: it alarms when number, size or epoch go back, or the root changes while the size does not.
/// </summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Size">The number of entries of all tenants that it covers.</param>
/// <param name="Root">The root over the ends of all chains, base64.</param>
/// <param name="Epoch">Its epoch, from 1; a greater one may begin at a smaller size.</param>
/// <param name="At">When it was made, in UTC.</param>
public sealed record CheckpointFacts(long Number, long Size, string Root, int Epoch, DateTimeOffset At);
