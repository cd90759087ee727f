using System.Data.Common;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>The exceptions by which a database says that it could not do what was asked.</summary>
internal static class StoreFaults
{
    /// <summary>True also for a fault that the database's library wraps as "likely due to a transient failure", and for its time-outs.</summary>
    public static bool Is(Exception exception) =>
        exception is DbException or TimeoutException || (exception is InvalidOperationException { InnerException: { } inner } && Is(inner));
}
