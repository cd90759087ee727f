using System.Net;
using Enterprise.Testing;

namespace Enterprise.Web.Tests.AccessLog;

/// <summary>The application with its log in a PostgreSQL.</summary>
public abstract class PostgresWorld : World
{
    private PostgresDatabase? _database;

    protected PostgresDatabase Database => _database ?? throw new InvalidOperationException("The world has not begun.");

    protected override (string Key, string Value)[] Settings => Database.Settings;

    /// <summary>The cluster that holds the log.</summary>
    protected abstract Task<PostgresCluster> ClusterAsync();

    public override async Task InitializeAsync()
    {
        _database = await (await ClusterAsync()).CreateDatabaseAsync();
        await base.InitializeAsync();
        await App.WaitForHealthAsync();
    }

    /// <summary>Asks once; the status and how long it took, in seconds.</summary>
    protected static async Task<(HttpStatusCode Status, double Seconds)> AskAsync(HttpClient client, string path = "/")
    {
        var begun = TimeProvider.System.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, TimeProvider.System.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>Asks until it is answered as usual; how long that took, in seconds.</summary>
    protected static async Task<double> RecoverAsync(HttpClient client, string path = "/")
    {
        var begun = TimeProvider.System.GetTimestamp();
        while ((await AskAsync(client, path)).Status != HttpStatusCode.OK)
        {
            if (TimeProvider.System.GetElapsedTime(begun).TotalSeconds > 30)
            {
                throw new TimeoutException($"{path} stayed away.");
            }

            await Task.Delay(100);
        }

        return TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
    }
}
