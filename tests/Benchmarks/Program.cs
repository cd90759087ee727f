using Enterprise.Benchmarks;
using Enterprise.Benchmarks.Cost;
using Enterprise.Testing;

return args switch
{
    ["first-page"] => await FirstPage.RunAsync(),
    ["export"] => await Export.RunAsync(200_000),
    ["export", var entries] => await Export.RunAsync(int.Parse(entries, System.Globalization.CultureInfo.InvariantCulture)),
    ["flood"] => await Flood.RunAsync(60),
    ["flood", var seconds] => await Flood.RunAsync(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["cost"] => await CostTable.RunAsync(CostTable.Entries),
    ["cost", var entries] => await CostTable.RunAsync(int.Parse(entries, System.Globalization.CultureInfo.InvariantCulture)),
    ["cost", var entries, var program] =>
        await CostTable.RunAsync(int.Parse(entries, System.Globalization.CultureInfo.InvariantCulture), Path.GetFullPath(program)),
    [AssetStub.Word] => await AssetStub.RunAsync(),
    [PassThrough.Word, var platform] => await PassThrough.RunAsync(new Uri(platform)),
    ["audit-cost"] => await AuditCost.RunAsync(),
    ["append"] or ["append", "sqlite"] => await Append.RunAsync(LogDatabase.Sqlite, 10),
    ["append", "postgres"] => await Append.RunAsync(LogDatabase.Postgres, 10),
    ["reading"] => await Reading.RunAsync(5_000_000),
    ["reading", var rows] => await Reading.RunAsync(int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)),
    ["verify"] => await Integrity.VerifyAsync(200_000),
    ["verify", var entries] => await Integrity.VerifyAsync(int.Parse(entries, System.Globalization.CultureInfo.InvariantCulture)),
    ["checkpoint"] => await Integrity.CheckpointAsync(10_000),
    ["sandbox"] => await SandboxFigures.RunAsync(),
    ["tamper"] => await Tamper.RunAsync(1000),
    ["tamper", var number] => await Tamper.RunAsync(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
    [Tamper.Appender, var folder] => await Tamper.AppendUntilKilledAsync(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- first-page | export [entries] | flood [seconds] | "
        + "append [sqlite|postgres] | reading [rows] | audit-cost | cost [entries [published folder]] | "
        + "verify [entries] | checkpoint | sandbox | tamper [manipulations]");
    return 2;
}
