using Enterprise.Sandbox.Identity;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Faults;

/// <summary>The application behind the Sandbox, the address of one asset and of one entry, and the log's file.</summary>
public sealed class MatrixStage : IAsyncLifetime
{
    /// <summary>So many cells use one application: more failures would open its circuit breaker, which has a test of its own.</summary>
    private const int CellsOfAStage = 8;

    private int _cells;

    public Stage Stage { get; private set; } = null!;

    /// <summary>The address of the page of one asset with aspects.</summary>
    public string Detail { get; private set; } = null!;

    /// <summary>The address of the page of one entry of the log.</summary>
    public string Entry { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Stage = await Stage.StartAsync();
        using var user = Stage.As(People.Anna);
        using var list = await user.GetAsync(new Uri("/?type=acme.filler", UriKind.Relative));
        var first = (await World.JsonAsync(list)).GetProperty("_embedded").GetProperty("assets")[0];
        Detail = $"/assets/{first.GetProperty("id").GetString()}";
        using var auditor = Stage.As(People.Clara);
        using var log = await auditor.GetAsync(new Uri("/access-log", UriKind.Relative));
        var entry = (await World.JsonAsync(log)).GetProperty("_embedded").GetProperty("entries")[0];
        Entry = $"/access-log/entries/{entry.GetProperty("id").GetString()}";
    }

    public async Task DisposeAsync() => await Stage.DisposeAsync();

    /// <summary>Begins a cell, now and then with a new application.</summary>
    public async Task<Stage> NextAsync()
    {
        if (++_cells % CellsOfAStage == 0)
        {
            await DisposeAsync();
            await InitializeAsync();
        }

        return Stage;
    }

    /// <summary>The newest entry of a person, read from the log's file.</summary>
    public (string Action, string Outcome, string? Reason, string RequestId) LastEntryOf(Person person)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Stage.App.LogFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT e.Action, e.Outcome, e.Reason, e.RequestId FROM Entries e JOIN Subjects s ON s.Position = e.Position
            WHERE s.UserName = $user ORDER BY e.Position DESC LIMIT 1
            """;
        command.Parameters.AddWithValue("$user", person.UserName);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read(), $"{person.Name} has no entry.");
        return (reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3));
    }
}
