using Enterprise.VerifiableLog;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>
/// Where the access log stands: <c>AccessLog:Store</c>, <c>ConnectionStrings:AccessLog</c>, <c>ConnectionStrings:AccessLogMaintenance</c>.
/// </summary>
internal sealed class AccessLogOptions
{
    /// <summary>The file where nothing is set, relative to the working folder.</summary>
    public const string Default = "Data Source=data/access-log.db";

    private const string Example = "Host=db.example;Database=access_log;Username=access_log_app;Password=…;SSL Mode=VerifyFull";

    /// <summary>The kind of database as it was configured.</summary>
    public string KindName { get; set; } = nameof(StoreKind.Sqlite);

    /// <summary>The kind of database.</summary>
    public StoreKind Kind { get; set; }

    /// <summary>The connection string by which the service adds and reads.</summary>
    public string Store { get; set; } = Default;

    /// <summary>
    /// PostgreSQL only: the connection string of the role that owns the tables; null where <see cref="Store"/> is to make them too.
    /// </summary>
    public string? Maintenance { get; set; }

    /// <summary>The kind of database; SQLite where it cannot be told, which the start then refuses.</summary>
    public static StoreKind KindOf(IConfiguration configuration) =>
        Enum.TryParse<StoreKind>(configuration["AccessLog:Store"], ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? kind : StoreKind.Sqlite;

    /// <summary>Takes the settings over from the configuration.</summary>
    public void Read(IConfiguration configuration)
    {
        KindName = configuration["AccessLog:Store"] ?? KindName;
        Kind = KindOf(configuration);
        Store = configuration.GetConnectionString("AccessLog") ?? (KindOf(configuration) == StoreKind.Sqlite ? Default : string.Empty);
        Maintenance = configuration.GetConnectionString("AccessLogMaintenance");
    }

    internal sealed class Validator : IValidateOptions<AccessLogOptions>
    {
        public ValidateOptionsResult Validate(string? name, AccessLogOptions options)
        {
            if (!Enum.GetNames<StoreKind>().Contains(options.KindName, StringComparer.OrdinalIgnoreCase))
            {
                return ValidateOptionsResult
                    .Fail($"AccessLog:Store is '{options.KindName}': say Sqlite (one node) or PostgreSql (several).");
            }

            string?[] faults = string.Equals(options.KindName, nameof(StoreKind.Sqlite), StringComparison.OrdinalIgnoreCase)
                ? [FaultOfFile(options.Store), options.Maintenance is null
                    ? null : "ConnectionStrings:AccessLogMaintenance is for AccessLog:Store=PostgreSql: leave it out."]
                : [FaultOfServer("AccessLog", options.Store), options.Maintenance is null
                    ? null : FaultOfServer("AccessLogMaintenance", options.Maintenance)];
            return faults.OfType<string>().ToList() is { Count: > 0 } found
                ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
        }

        private static string? FaultOfFile(string connection)
        {
            try
            {
                var store = new SqliteConnectionStringBuilder(connection);
                return store.DataSource.Length > 0 && store.Mode != SqliteOpenMode.Memory && store.DataSource != ":memory:"
                    ? null : Fault("names no file");
            }
            catch (ArgumentException fault)
            {
                return Fault(fault.Message);
            }

            string Fault(string why) => $"ConnectionStrings:AccessLog is '{connection}' ({why}): give a file, for example {Default}.";
        }

        /// <summary>Does not say the connection string: it may hold a password.</summary>
        private static string? FaultOfServer(string key, string connection)
        {
            try
            {
                var store = new NpgsqlConnectionStringBuilder(connection);
                string[] missing = [.. new[] { ("Host", store.Host), ("Database", store.Database), ("Username", store.Username) }
                    .Where(part => string.IsNullOrEmpty(part.Item2)).Select(part => part.Item1)];
                return missing is []
                    ? null : $"ConnectionStrings:{key} has no {string.Join(", no ", missing)}: give for example {Example}.";
            }
            catch (ArgumentException fault)
            {
                return $"ConnectionStrings:{key} is no connection string of PostgreSQL ({fault.Message}): give for example {Example}.";
            }
        }
    }
}
