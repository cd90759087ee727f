using Enterprise.Application;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.VerifiableLog;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Failures of the log as the application's exceptions.</summary>
internal static class AccessLogFaults
{
    /// <summary>Runs something, and throws the application's exceptions where the log fails.</summary>
    public static async Task<T> MappedAsync<T>(this Task<T> task)
    {
        try
        {
            return await task;
        }
        catch (LogException fault)
        {
            throw Of(fault);
        }
    }

    /// <inheritdoc cref="MappedAsync{T}"/>
    public static async Task MappedAsync(this Task task)
    {
        try
        {
            await task;
        }
        catch (LogException fault)
        {
            throw Of(fault);
        }
    }

    /// <inheritdoc cref="MappedAsync{T}"/>
    public static T Mapped<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (LogException fault)
        {
            throw Of(fault);
        }
    }

    public static Exception Of(LogException fault) => fault.Failure switch
    {
        LogFailure.Slow => new AccessLogSlowException(fault),
        LogFailure.Refused => new StartRefusedException([fault.Message], fault),
        LogFailure.Busy => new StoreBusyException(fault.Message),
        _ => new AccessLogUnavailableException(fault.Message, fault),
    };
}
