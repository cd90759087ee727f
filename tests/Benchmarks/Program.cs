using Enterprise.Benchmarks;
using Enterprise.Testing;

return args switch
{
    ["first-page"] => await FirstPage.RunAsync(),
    ["flood"] => await Flood.RunAsync(60),
    ["flood", var seconds] => await Flood.RunAsync(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["append"] or ["append", "sqlite"] => await Append.RunAsync(LogDatabase.Sqlite, 10),
    ["append", "postgres"] => await Append.RunAsync(LogDatabase.Postgres, 10),
    ["reading"] => await Reading.RunAsync(5_000_000),
    ["reading", var rows] => await Reading.RunAsync(int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- first-page | flood [seconds] | append [sqlite|postgres] | reading [rows]");
    return 2;
}
