using System.Globalization;
using Enterprise.Endurance;

return args switch
{
    ["kill"] => await KillAsync(200),
    ["kill", var kills] => await KillAsync(Number(kills)),
    _ => Usage(),
};

static async Task<int> KillAsync(int kills)
{
    var found = await KillRun.RunAsync(kills, TimeSpan.FromSeconds(5));
    Console.WriteLine(found);
    return found.IsGood ? 0 : 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Endurance -- kill [times]");
    return 2;
}
