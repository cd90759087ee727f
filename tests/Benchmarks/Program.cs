using Enterprise.Benchmarks;

return args switch
{
    ["first-page"] => await FirstPage.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- first-page");
    return 2;
}
