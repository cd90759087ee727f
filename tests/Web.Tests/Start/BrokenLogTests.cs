using System.Globalization;
using Enterprise.Testing;
using Enterprise.Web.Tests.Commands;
using Xunit;

namespace Enterprise.Web.Tests.Start;

/// <summary>A log whose file is broken inside. The real program is run on it.</summary>
public sealed class BrokenLogTests
{
    [Theory]
    [InlineData("Seals")]
    [InlineData("Checkpoints")]
    [InlineData("Instances")]
    [InlineData("sqlite_schema")]
    public async Task A_log_that_is_broken_inside_is_one_line_and_stays_as_it_is(string table)
    {
        await using var place = await ServicePlace.MakeAsync(LogDatabase.Sqlite);
        await using (var app = await place.ServeAsync())
        {
            await place.AskAsync(app, 2);
            await app.KillAsync();
        }

        place.Store.Read("PRAGMA wal_checkpoint(TRUNCATE)");
        var page = long.Parse(place.Store.Read($"SELECT coalesce((SELECT rootpage FROM sqlite_master WHERE name = '{table}'), 1)")!,
            CultureInfo.InvariantCulture);
        Spoil(place.Store.File, (page - 1) * 4096);
        var before = await File.ReadAllBytesAsync(place.Store.File);

        var (exit, output) = await place.RefuseAsync();

        Assert.Equal(1, exit);
        Assert.Single(output.Split('\n'), line =>
            line.StartsWith("Cannot start: ", StringComparison.Ordinal)
                && line.Contains("cannot be read (SQLite Error ", StringComparison.Ordinal)
                && line.Contains("ConnectionStrings:AccessLog", StringComparison.Ordinal));
        Assert.DoesNotContain("Unhandled exception", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(place.Store.File));
    }

    private static void Spoil(string file, long at)
    {
        using var stream = File.OpenWrite(file);
        stream.Position = at;
        stream.Write(Enumerable.Repeat((byte)0xA5, 64).ToArray());
    }
}
