using System.Globalization;
using Enterprise.Endurance;

var longest = TimeSpan.FromSeconds(5);
return args switch
{
    ["kill"] => await KillAsync(200),
    ["kill", var kills] => await KillAsync(Number(kills)),
    ["powercut"] => await PowerCutAsync(50),
    ["powercut", var cuts] => await PowerCutAsync(Number(cuts)),
    _ => Usage(),
};

async Task<int> KillAsync(int kills)
{
    var found = await KillRun.RunAsync(kills, longest);
    Console.WriteLine(found);
    return found.IsGood ? 0 : 1;
}

async Task<int> PowerCutAsync(int cuts)
{
    var full = await PowerCutRun.RunAsync("FULL", cuts, longest);
    Console.WriteLine(full);
    var isCut = true;
    foreach (var less in (string[])["NORMAL", "OFF"])
    {
        var found = await PowerCutRun.RunAsync(less, Math.Max(4, cuts / 10), longest);
        Console.WriteLine(found);
        isCut &= found.Bites;
    }

    return full.IsGood && isCut ? 0 : 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Endurance -- kill [times] | powercut [times]");
    return 2;
}
