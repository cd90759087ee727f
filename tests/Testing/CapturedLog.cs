using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Enterprise.Testing;

/// <summary>The application's log in place of its console: the same events, written by the application's own formatter.</summary>
public sealed class CapturedLog(IEnumerable<ConsoleFormatter> formatters) : ILoggerProvider
{
    private const int Most = 100_000;

    private readonly ConsoleFormatter _formatter = formatters.Single(formatter => formatter.Name == "one-line");
    private readonly ConcurrentQueue<string> _texts = new();

    /// <summary>The lines so far, as a reader of the console would count them.</summary>
    public IReadOnlyList<string> Lines => [.. _texts.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Forgets the lines so far.</summary>
    public void Clear() => _texts.Clear();

    /// <summary>Waits for the request's line: it is written when the answer has already left.</summary>
    public async Task<string> LineOfAsync(string requestId) =>
        (await LinesWhenAsync(lines => lines.Any(line => IsOf(line, requestId)))).First(line => IsOf(line, requestId));

    /// <summary>Waits until the lines have what is expected of them.</summary>
    /// <exception cref="TimeoutException">They do not have it after ten seconds.</exception>
    public async Task<IReadOnlyList<string>> LinesWhenAsync(Predicate<IReadOnlyList<string>> isComplete)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (Lines is var lines && isComplete(lines))
            {
                return lines;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The expected lines were not logged. The last ones:\n" + string.Join('\n', Lines.TakeLast(20)));
    }

    private static bool IsOf(string line, string requestId) => line.Contains($"request {requestId},", StringComparison.Ordinal);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // The lines are looked at until the end.
    }

    private void Write<TState>(in LogEntry<TState> entry)
    {
        using var text = new StringWriter { NewLine = "\n" };
        _formatter.Write(entry, null, text);
        _texts.Enqueue(text.ToString());
        if (_texts.Count > Most)
        {
            _texts.TryDequeue(out _);
        }
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));
    }
}
