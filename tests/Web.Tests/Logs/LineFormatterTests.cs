using Enterprise.Application;
using Enterprise.Web.Logs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Logs;

/// <summary>How an event becomes a line.</summary>
public sealed class LineFormatterTests
{
    [Fact]
    public void An_event_is_one_line_in_UTC_with_its_fault_behind_it()
    {
        var fault = new InvalidOperationException("first\r\nsecond\u2028third\u001b[2J");
        using var text = new StringWriter { NewLine = "\n" };
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.FromHours(1)));

        new LineFormatter(clock)
            .Write(new LogEntry<string>(LogLevel.Warning, "Category", new EventId(7), "message\nforged", fault, (state, _) => state), null,
            text);

        Assert.Equal(
            "2026-01-31T09:00:00.000Z warn: Category[7] message\\u{a}forged | System.InvalidOperationException: first | second | "
            + "third\\u{1b}[2J\n", text.ToString());
    }

    [Theory]
    [InlineData("plain, Düsen, 苏州, 💩", "plain, Düsen, 苏州, 💩")]
    [InlineData("a\0b\tc", "a\\u{0}b\\u{9}c")]
    [InlineData("zero\u200bwidth", "zero\\u{200b}width")]
    [InlineData("\\u{a}", "\\u{a}")]
    public void Characters_that_show_stay_and_others_are_written_out(string text, string line) => Assert.Equal(line, VisibleText.Of(text));

    [Fact]
    public void A_piece_that_could_be_a_token_is_left_out() =>
        Assert.Equal(("…", "-", new string('x', 64)),
        (OneLine.Piece(new string('x', 65)), OneLine.Piece(null), OneLine.Piece(new string('x', 64))));
}
