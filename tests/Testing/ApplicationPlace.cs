namespace Enterprise.Testing;

/// <summary>Where an application runs that is started more than once on the same files.</summary>
/// <param name="Folder">Its working folder, with the file of the access log. Whoever gives it deletes it.</param>
/// <param name="Program">The folder of its program, published or a copy of a build; null for the one that the tests were built
/// with.</param>
/// <param name="Environment">More environment variables, stronger than the others.</param>
public sealed record ApplicationPlace(string Folder, string? Program = null, IReadOnlyDictionary<string, string>? Environment = null)
{
    /// <summary>The file of the access log.</summary>
    public string LogFile => Path.Combine(Folder, "data", "access-log.db");
}
