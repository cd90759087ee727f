namespace Enterprise.Domain.AccessLog;

/// <summary>What somebody did or tried. Stored by name: a name is never reused for something else.</summary>
public enum AccessAction
{
    /// <summary>Opened a page and was refused at the door, before anything was read.</summary>
    OpenPage,

    /// <summary>Listed or searched assets.</summary>
    ListAssets,

    /// <summary>Looked at one asset.</summary>
    ViewAsset,

    /// <summary>Read the access log.</summary>
    ReadAccessLog,
}
