using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Enterprise.Testing;

/// <summary>The application in front of a platform that does what the test says. One for each test.</summary>
public abstract class World : IAsyncLifetime
{
    /// <summary>One asset as the platform answers it.</summary>
    public const string OneAsset = """
        {"assetId":"00000000000000000000000000000001","tenantId":"acme","name":"Pump 7","etag":0,"typeId":"acme.pump",
        "parentId":"00000000000000000000000000000009",
         "location":null,"twinType":"performance","sharing":{"modes":["LATER"]},"unknown":{"x":1}}
        """;

    /// <summary>A list with that asset.</summary>
    public const string OneAssetList =
        $$"""{"_embedded":{"assets":[{{OneAsset}}]},"page":{"size":50,"totalElements":1,"totalPages":1,"number":0} }""";

    public PlatformDouble Platform { get; private set; } = null!;

    public EnterpriseHost App { get; private set; } = null!;

    /// <summary>More configuration of the application.</summary>
    protected virtual (string Key, string Value)[] Settings => [];

    public virtual async Task InitializeAsync()
    {
        Platform = await PlatformDouble.StartAsync();
        Platform.Assets = PlatformDouble.Answer(200, OneAssetList);
        App = await EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer, settings: Settings);
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Platform.DisposeAsync();
    }

    public HttpClient User(string accept = "application/json") => App.ClientWith(Platform.Token(), accept);

    public HttpClient Auditor(string tenant = "acme", string accept = "application/json") =>
        App.ClientWith(TokenOf(tenant, "assets.auditor"), accept);

    /// <summary>A token of somebody of that tenant with one scope.</summary>
    public string TokenOf(string tenant, string scope, string user = "clara@acme.example", string? subtenant = null) =>
        Platform.Token(claims =>
    {
        claims["iss"] = Platform.Issuer.Replace("{tenant}", tenant, StringComparison.Ordinal);
        claims["ten"] = tenant;
        claims["scope"] = new[] { scope };
        claims["user_id"] = "id-of-" + user;
        claims["user_name"] = user;
        claims["subtenant"] = subtenant;
    });

    /// <summary>The rows of the log's file, read past the application: newest first.</summary>
    public IReadOnlyList<(string? Tenant, string Action, string Outcome, string? Reason, string? User, string RequestId, long Items,
        long Occurrences, string? Name, string? Detail)> LogRows()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={App.LogFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT e.Tenant, e.Action, e.Outcome, e.Reason, s.UserName, e.RequestId, e.Items, e.Occurrences,
             e.ResourceName, d.Text AS Detail
            FROM Entries e JOIN Subjects s ON s.Position = e.Position LEFT JOIN Details d ON d.Position = e.Position
            ORDER BY e.Position DESC
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<(string?, string, string, string?, string?, string, long, long, string?, string?)>();
        while (reader.Read())
        {
            rows.Add((Text(0), Text(1)!, Text(2)!, Text(3), Text(4), Text(5)!, reader.GetInt64(6), reader.GetInt64(7), Text(8), Text(9)));
        }

        return rows;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>Holds the log's file so that nobody else can write to it, until it is let go.</summary>
    public IDisposable HoldLog()
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={App.LogFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Reads a JSON answer.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    public static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);
}
