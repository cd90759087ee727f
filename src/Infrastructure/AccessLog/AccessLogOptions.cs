using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Where the access log stands: the connection string <c>ConnectionStrings:AccessLog</c>.</summary>
internal sealed class AccessLogOptions
{
    /// <summary>The store where nothing is set, relative to the working folder.</summary>
    public const string Default = "Data Source=data/access-log.db";

    public string Store { get; set; } = Default;

    internal sealed class Validator : IValidateOptions<AccessLogOptions>
    {
        public ValidateOptionsResult Validate(string? name, AccessLogOptions options)
        {
            try
            {
                var store = new SqliteConnectionStringBuilder(options.Store);
                return store.DataSource.Length > 0 && store.Mode != SqliteOpenMode.Memory && store.DataSource != ":memory:"
                    ? ValidateOptionsResult.Success
                    : Fault(options, "names no file");
            }
            catch (ArgumentException fault)
            {
                return Fault(options, fault.Message);
            }
        }

        private static ValidateOptionsResult Fault(AccessLogOptions options, string why) => ValidateOptionsResult.Fail(
            $"ConnectionStrings:AccessLog is '{options.Store}' ({why}): give a file, for example {Default}.");
    }
}
