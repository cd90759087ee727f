namespace Enterprise.Application.AccessLog.Retention;

/// <summary>The store could not be cleaned because others use it. What was removed is removed; the command can be run again.</summary>
/// <param name="message">What was seen.</param>
public sealed class StoreBusyException(string message) : Exception(message);
