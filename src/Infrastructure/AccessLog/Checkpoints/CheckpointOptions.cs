
namespace Enterprise.Infrastructure.AccessLog.Checkpoints;

/// <summary>
/// Where the signing keys and the checkpoint archive stand: section <c>AccessLog</c>. Relative paths begin at the working folder.
/// </summary>
internal sealed class CheckpointOptions
{
    public const string Section = "AccessLog";

    /// <summary>The folder of the signing keys and the log's secret; made at the first start.</summary>
    public string Keys { get; set; } = "keys";

    /// <summary>
    /// The append-only file of all checkpoints. Not in the database's folder: restoring the database must not restore it.
    /// </summary>
    public string CheckpointArchive { get; set; } = Path.Combine("archive", "access-log.checkpoints");
}
