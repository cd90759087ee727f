namespace Enterprise.Sandbox.Identity;

/// <summary>
/// Which of the platform's two identity services a tenant is on. Documented: tenants are moved from the first to the second in waves, and
/// one application serves both kinds meanwhile.
/// </summary>
public enum Generation
{
    /// <summary>Insights Hub IAM: issuers <c>{tenant}.piam.{region}.…</c>, tenant claim <c>ten</c> with the tenant's name.</summary>
    First,

    /// <summary>
    /// Xcelerator IAM: issuers <c>{id}.{region}.sws.…</c>, tenant claim <c>sws.samauth.ten</c> with a number of ten digits.
    /// </summary>
    Second,
}

/// <summary>Words about a generation.</summary>
internal static class GenerationWords
{
    public static string InWords(this Generation generation) =>
        generation == Generation.First ? "first generation, Insights Hub identity" : "second generation, Xcelerator identity";
}
