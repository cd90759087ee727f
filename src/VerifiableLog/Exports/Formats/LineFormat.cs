using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Exports.Formats;

/// <summary>
/// How an export is written: the lines first, and then, when it is known what they are, the head that stands before them.
/// </summary>
internal abstract class LineFormat : IDisposable
{
    /// <summary>Whether it also says what stands in the chain for entries that are left out, and so needs a checkpoint.</summary>
    public virtual bool Verifies => false;

    /// <summary>The end of the file's name.</summary>
    public abstract string Extension { get; }

    /// <summary>Writes an entry.</summary>
    public abstract void Add(StoredEntry row);

    /// <summary>Notes an entry that is left out.</summary>
    public virtual void Skip(SkippedLeaf leaf)
    {
        // Most forms say nothing of it.
    }

    /// <summary>Writes what stands after the last entry.</summary>
    public virtual void End(long entries)
    {
        // Most forms just end.
    }

    /// <summary>What was written since the last time.</summary>
    public abstract ReadOnlyMemory<byte> Take();

    /// <summary>What stands before the lines.</summary>
    public virtual byte[] Head(ExportFacts facts) => [];

    public abstract void Dispose();
}
