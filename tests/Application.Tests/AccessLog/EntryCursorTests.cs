using Enterprise.Application.AccessLog.Reading;
using Xunit;

namespace Enterprise.Application.Tests.AccessLog;

public sealed class EntryCursorTests
{
    /// <summary>The last microsecond that a time can name.</summary>
    private const long Last = 253_402_300_799_999_999;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_769_852_527_000_001, 42)]
    [InlineData(Last, long.MaxValue)]
    public void A_place_reads_what_it_wrote(long microseconds, long position)
    {
        var cursor = new EntryCursor(microseconds, position);
        Assert.True(EntryCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(cursor, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1.2.3")]
    [InlineData("-1.2")]
    [InlineData("+1.2")]
    [InlineData(" 1.2")]
    [InlineData("1.2 ")]
    [InlineData("1.2\n")]
    [InlineData("1.2\0")]
    [InlineData("1,0.2")]
    [InlineData("0x1.2")]
    [InlineData("١.٢")]
    [InlineData("1.9223372036854775808")]
    [InlineData("253402300800000000.1")]
    [InlineData("9223372036854775807.1")]
    public void What_is_no_place_is_refused(string? text)
    {
        Assert.False(EntryCursor.TryParse(text, out var cursor));
        Assert.Null(cursor);
    }
}
