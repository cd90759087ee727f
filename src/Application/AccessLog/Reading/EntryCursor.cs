using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>A place in the log: newer entries stand before it, older ones after it. It does not move while entries arrive.</summary>
/// <param name="Microseconds">The entry's time in microseconds since 1970-01-01 UTC.</param>
/// <param name="Position">The entry's position in the store, which orders entries of the same microsecond.</param>
public sealed record EntryCursor(long Microseconds, long Position)
{
    private static readonly long Last = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The entry's time.</summary>
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The place between everything before a moment and everything else.</summary>
    /// <param name="moment">The moment, not before 1970.</param>
    public static EntryCursor Before(DateTimeOffset moment) =>
        new((moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, 0);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text, two numbers joined by a dot.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EntryCursor? cursor)
    {
        cursor = text?.Split('.') is [var time, var position] && Number(time, out var microseconds) && microseconds <= Last
            && Number(position, out var row)
            ? new(microseconds, row)
            : null;
        cursor = cursor?.ToString() == text ? cursor : null; // One form: no zeros in front.
        return cursor is not null;
    }

    /// <summary>The place as text for an address.</summary>
    /// <returns>Two numbers joined by a dot.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Microseconds}.{Position}");

    /// <summary>Digits alone: the framework's own reading lets NUL characters follow them.</summary>
    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.All(char.IsAsciiDigit);
}
