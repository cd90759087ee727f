using System.Globalization;
using Enterprise.Endurance;
using Enterprise.Endurance.Hostile;
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
    ["hostile"] => await HostileAsync(Random.Shared.Next()),
    ["hostile", var seed] => await HostileAsync(Number(seed)),
    // For this program itself, as another process.
    ["hold", var file] => await HoldAsync(file),
    ["callers", var file, var seen] => await SlowAppends.CallAsync(file, seen),
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
    var isGood = true;
    foreach (var (synchronous, times) in new[] { ("FULL", cuts), ("NORMAL", Math.Max(4, cuts / 10)), ("OFF", Math.Max(4, cuts / 10)) })
    {
        var found = await PowerCutRun.RunAsync(synchronous, times, longest, enough.Token);
        Console.WriteLine(found);
        isGood &= found.IsGood;
    }

    return isGood ? 0 : 1;
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
    // A full disk long enough that what the write-ahead log already has of it is used up.
    var seconds = name switch { "locked" => 60, "disk-full" => 30, _ => 10 };
    var found = await FaultRun.RunAsync(name, TimeSpan.FromSeconds(seconds), connections: 64);
    Console.WriteLine(found);
    if (name is not "slow")
    {
        return found.IsGood ? 0 : 1;
    }

    var appends = await SlowAppends.RunAsync();
    Console.WriteLine(appends);
    return found.IsGood && appends.IsGood ? 0 : 1;
}

static async Task<int> HostileAsync(int seed)
{
    Console.WriteLine($"seed {seed}");
    var answers = await HostileRun.RunAsync(seed);
    Console.WriteLine(answers);
    var keys = await HostileKeys.RunAsync(seed);
    Console.WriteLine(keys);
    return answers.IsGood && keys.IsGood ? 0 : 1;
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
    Console.Error.WriteLine("dotnet run -c Release --project tests/Endurance -- kill [times] | powercut [times] | fault all|disk-full|no-space|eio|slow|locked | hostile [seed] | server");
    return 2;
}
