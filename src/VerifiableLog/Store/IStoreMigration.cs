namespace Enterprise.VerifiableLog.Store;

/// <summary>Makes the tables: the part that differs between databases.</summary>
internal interface IStoreMigration
{
    /// <summary>Makes the store, or migrates it to this version; changes nothing where it is up to date.</summary>
    /// <exception cref="LogException">It cannot be made; with what to do.</exception>
    Task MigrateAsync(CancellationToken cancel);
}
