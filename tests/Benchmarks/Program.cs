using Enterprise.Benchmarks;

return args switch
{
    ["first-page"] => await FirstPage.RunAsync(),
    ["flood"] => await Flood.RunAsync(60),
    ["flood", var seconds] => await Flood.RunAsync(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["audit-cost"] => await AuditCost.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- first-page | flood [seconds] | audit-cost");
    return 2;
}
