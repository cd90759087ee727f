namespace Enterprise.Domain.Tenancy;

/// <summary>The roles of this application; on the platform each is a scope of the user's token.</summary>
public enum AppRole
{
    /// <summary>Sees the assets.</summary>
    User,

    /// <summary>Reads the access log.</summary>
    Auditor,

    /// <summary>Sees how the service stands.</summary>
    Operator,
}
