namespace Enterprise.Sandbox.Data;

/// <summary>How an asset is shared, seen from the tenant whose data holds it.</summary>
internal enum SharingMode
{
    None,

    /// <summary>Shared by this tenant with another one.</summary>
    Sharer,

    /// <summary>Shared with this tenant by another one.</summary>
    Receiver,
}
