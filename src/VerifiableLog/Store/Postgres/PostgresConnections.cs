using Npgsql;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// What every connection to the log's PostgreSQL is set to: a commit that returned is on the server's disk, nothing lasts longer than two
/// seconds on either side, and a peer that is gone is noticed within two. Settings travel with the connection's start, so they hold for
/// everything done through it.
/// </summary>
internal static class PostgresConnections
{
    private const string Session =
        "-c synchronous_commit=on -c statement_timeout=2000 -c idle_in_transaction_session_timeout=2000 "
        + "-c tcp_keepalives_idle=1 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=1 -c tcp_user_timeout=1500";

    /// <summary>For reading, from a pool.</summary>
    public static string Pooled(string connection) => Of(connection, Session).ConnectionString;

    /// <summary>For one user who keeps it.</summary>
    public static string Kept(string connection) =>
        new NpgsqlConnectionStringBuilder(Of(connection, Session).ConnectionString) { Pooling = false }.ConnectionString;

    /// <summary>For the sealer: the server ends the session of a holder that stands still for so long, and its lock with it.</summary>
    public static string Sealing(string connection, TimeSpan still) => new NpgsqlConnectionStringBuilder(
        Of(connection, FormattableString.Invariant($"{Session} -c idle_session_timeout={still.TotalMilliseconds:F0}")).ConnectionString)
        { Pooling = false }.ConnectionString;

    /// <summary>For making tables, which may take minutes.</summary>
    public static string Maintenance(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Timeout = 10, CommandTimeout = 600 }.ConnectionString;

    private static NpgsqlConnectionStringBuilder Of(string connection, string session)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection)
        {
            Timeout = 2,
            CommandTimeout = 2,
            CancellationTimeout = -1, // Not wait for a server that did not answer to say that it stopped.
        };
        if (builder.Host?.StartsWith('/') == false)
        {
            (builder.TcpKeepAlive, builder.TcpKeepAliveTime, builder.TcpKeepAliveInterval) = (true, 1, 1);
        }

        builder.Options = $"{builder.Options} {session}".Trim();
        return builder;
    }
}
