using System.Globalization;
using Enterprise.Endurance;
using Microsoft.Data.Sqlite;

using var enough = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true; // What was found so far is said.
    enough.Cancel();
};
var longest = TimeSpan.FromSeconds(5);
return args switch
{
    ["kill"] => await KillAsync(200),
    ["kill", var kills] => await KillAsync(Number(kills)),
    ["powercut"] => await PowerCutAsync(50),
    ["powercut", var cuts] => await PowerCutAsync(Number(cuts)),
    ["fault", var name] when Fault.Names.Contains(name) => await FaultAsync(name),
    ["fault", "all"] => await FaultsAsync(),
    ["hold", var file] => await HoldAsync(file),
    ["server"] => await ServerRun.SayAsync(),
    _ => Usage(),
};

async Task<int> KillAsync(int kills)
{
    var found = await KillRun.RunAsync(kills, longest, enough.Token);
    Console.WriteLine(found);
    return found.IsGood ? 0 : 1;
}

async Task<int> PowerCutAsync(int cuts)
{
    var full = await PowerCutRun.RunAsync("FULL", cuts, longest, enough.Token);
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

static async Task<int> FaultsAsync()
{
    var worst = 0;
    foreach (var name in Fault.Names)
    {
        worst = Math.Max(worst, await FaultAsync(name));
    }

    return worst;
}

static async Task<int> FaultAsync(string name)
{
    var lasts = TimeSpan.FromSeconds(name is "locked" ? 60 : 10);
    var found = await FaultRun.RunAsync(name, lasts, connections: name is "slow" ? 512 : 64);
    Console.WriteLine(found);
    return found.IsGood ? 0 : 1;
}

static async Task<int> HoldAsync(string file)
{
    await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
    await connection.OpenAsync();
    await using var command = connection.CreateCommand();
    command.CommandText = "BEGIN EXCLUSIVE";
    await command.ExecuteNonQueryAsync();
    Console.WriteLine("held");
    await Task.Delay(Timeout.Infinite);
    return 0;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Endurance -- kill [times] | powercut [times] | fault all|disk-full|no-space|eio|slow|locked | server");
    return 2;
}
