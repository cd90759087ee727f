namespace Enterprise.Domain.AccessLog;

/// <summary>What a caller did or tried. Stored by name: a name is never reused for something else.</summary>
public enum AccessAction
{
    /// <summary>Requested a page and was refused during authentication or authorization, before any data was read.</summary>
    OpenPage,

    /// <summary>Listed or searched assets.</summary>
    ListAssets,

    /// <summary>Looked at one asset.</summary>
    ViewAsset,

    /// <summary>Read the access log.</summary>
    ReadAccessLog,

    /// <summary>Exported the access log, or a part of it.</summary>
    ExportAccessLog,

    /// <summary>Verified the access log.</summary>
    VerifyAccessLog,

    /// <summary>An operator's command removed the personal part of one person's entries.</summary>
    EraseUser,

    /// <summary>An operator's command, or the setting for it, replaced the personal part of old entries by a keyed hash.</summary>
    PseudonymiseUsers,

    /// <summary>An operator's command, or the setting for it, removed entries that were older than the retention.</summary>
    PruneAccessLog,

    /// <summary>An operator's command put a tenant's entries under legal hold: nothing of them is removed.</summary>
    HoldAccessLog,

    /// <summary>An operator's command ended a legal hold.</summary>
    ReleaseAccessLog,

    /// <summary>An operator's command accepted that entries were lost by restoring an older store.</summary>
    AcceptRollback,

    /// <summary>An operator's command changed the key that signs checkpoints and statements.</summary>
    ChangeKey,
}
