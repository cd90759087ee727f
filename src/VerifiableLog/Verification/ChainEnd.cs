namespace Enterprise.VerifiableLog.Verification;

/// <summary>The end of a chain so far.</summary>
internal sealed class ChainEnd
{
    public long Sequence { get; set; }

    public int Epoch { get; set; }

    public byte[]? Hash { get; set; }

    /// <summary>After a fault only: the hash as it was computed, or as it is stored where it could not be.</summary>
    public byte[]? Alternative { get; set; }

    /// <summary>The numbers that were passed over.</summary>
    public List<(long First, long Last)> Gaps { get; } = [];

    /// <summary>The numbers that came after their place.</summary>
    public HashSet<long> Late { get; } = [];

    public bool IsFilled((long First, long Last) gap) => gap.Last - gap.First < Late.Count
        && Enumerable.Range(0, (int)(gap.Last - gap.First) + 1).All(step => Late.Contains(gap.First + step));
}
