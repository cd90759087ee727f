using Mono.Cecil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>
/// What the log's engine shows: its public types, all in its root folder, and the internal ones that its adapter is allowed to use. Both
/// lists are exact, so that neither grows unseen. The planted user stands in <c>Planted/Strays.cs</c>.
/// </summary>
public sealed class LogSurfaceTests
{
    private const string Engine = "Enterprise.VerifiableLog";

    private static readonly string[] Surface =
    [
        "LogContext", "LogEntry", "LogException", "LogFailure", "LogField", "LogFieldKind", "LogFieldRole", "LogOptions", "LogPart",
        "LogRange", "LogSchema", "LogServices", "LogVerifier", "LogWriter", "StoreKind", "VerificationFault", "VerificationFaultKind",
        "VerificationProgress", "VerificationResult",
    ];

    /// <summary>What the adapter uses beyond the public types, without the name of the engine.</summary>
    private static readonly string[] ForTheAdapter =
    [
        "Checkpoints.ChainProof", "Checkpoints.CheckpointArchive", "Checkpoints.CheckpointMaker", "Checkpoints.CheckpointSchedule",
        "Checkpoints.Rollback", "Checkpoints.Rollbacks", "Checkpoints.Statements", "Exports.ExportFacts",
        "Exports.ExportFolder", "Exports.ExportRequest", "Exports.ExportedLog", "Exports.Formats.EntryJson",
        "Exports.Formats.JsonFormat", "Exports.Formats.JsonLinesFormat", "Exports.Formats.LineFormat", "Exports.LogExporter",
        "Integrity.CheckpointText", "Integrity.Microseconds", "Integrity.StatementText", "Retention.Erasure", "Retention.ExistingStore",
        "Retention.LogState", "Retention.PersonData", "Retention.Pruning", "Retention.Pseudonymisation", "Retention.Removal.IRemoval",
        "Retention.Removal.Rewriting", "Retention.StoreSize", "Search.LogCondition", "Search.LogPlace", "Search.LogQuery",
        "Search.LogReader", "Store.IStoreMigration", "Store.Postgres.Sealer", "Store.SealRow",
        "Store.StoredEntry",
    ];

    [Fact]
    public void The_public_types_are_these_and_are_in_the_root_folder()
    {
        var shown = Product.VerifiableLog.Types.Where(type => type.IsPublic).ToList();
        Assert.All(shown, type => Assert.Equal(Engine, type.Namespace));
        Assert.Equal(Surface, shown.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_the_internal_types_the_adapter_uses_these() => Assert.Equal(ForTheAdapter, Used(Product.Infrastructure.Types));

    [Fact]
    public void Only_the_adapter_uses_the_engine() => Assert.All(
        Uses.Users(Product.Types, Engine).Where(user => !Uses.IsOf(user.FullName, Engine)),
        user => Assert.True(Uses.IsOf(user.FullName, "Enterprise.Infrastructure.AccessLog"), user.FullName));

    [Fact]
    public void A_planted_use_of_an_internal_type_is_found() =>
        Assert.Equal(["Store.Sqlite.Session"], Used(Product.Planted.Where(type => type.Name == "SqliteInConstraint")));

    /// <summary>The rule: the internal types of the engine that the types mention.</summary>
    private static IEnumerable<string> Used(IEnumerable<TypeDefinition> types)
    {
        var hidden = Product.VerifiableLog.Types.Where(type => !type.IsPublic && Uses.IsOf(type.FullName, Engine))
            .Select(type => type.FullName).ToHashSet(StringComparer.Ordinal);
        return types.SelectMany(Uses.Types).Select(used => used.Split('/')[0]).Where(hidden.Contains).Distinct()
            .Select(used => used[(Engine.Length + 1)..]).Order(StringComparer.Ordinal);
    }
}
