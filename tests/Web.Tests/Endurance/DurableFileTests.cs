using Enterprise.Endurance;
using Enterprise.Endurance.Disk;
using Enterprise.Testing;
using Xunit;

namespace Enterprise.Web.Tests.Endurance;

/// <summary>What the access log keeps beside its database is synced, with its name. A library notes each sync.</summary>
public sealed class DurableFileTests : IAsyncLifetime
{
    private const string Archive = "archive/access-log.checkpoints";

    private readonly Scratch _files = new("durable");
    private PlatformDouble _platform = null!;

    private string Journal => _files.File("journal");

    public async Task InitializeAsync() => _platform = await Load.PlatformAsync();

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        _files.Dispose();
    }

    [GccFact]
    public async Task A_checkpoint_and_a_new_key_are_synced_and_so_are_the_folders_that_name_them()
    {
        Tool.Gcc.Require();
        var folder = _files.Folder("application");
        var disk = await ShimmedDisk.MakeAsync(_files);
        var place = new ApplicationPlace(folder, Environment: disk.Environment(folder, Journal));
        await using var app = await ApplicationProcess.StartAsync(_platform, place);

        await AssertAsync("the checkpoint is synced", Follows('w', Archive, 's', Archive));
        await AssertAsync("its file's name is synced", Follows('c', Archive, 'd', "archive"));
        await AssertAsync("its folder's name is synced", Follows('c', Archive, 'd', string.Empty));
        foreach (var key in Directory.GetFiles(Path.Combine(folder, "keys")).Select(key => $"keys/{Path.GetFileName(key)}"))
        {
            await AssertAsync($"the name of {key} is synced", records =>
                After(records, records.FindLastIndex(one => NewName(one) == key), 'd', "keys"));
        }
    }

    /// <summary>Whether the last record of a kind and name is followed by one of another.</summary>
    private static Predicate<List<Record>> Follows(char kind, string name, char next, string nextName) =>
        records => After(records, records.FindLastIndex(one => one.Kind == kind && one.Name == name), next, nextName);

    private static bool After(List<Record> records, int index, char kind, string name) =>
        index >= 0 && records.FindIndex(index, one => one.Kind == kind && one.Name == name) > index;

    private static string? NewName(Record record) => record.Kind is 'l' or 'r' ? record.Data : null;

    /// <summary>The application writes the checkpoint of its start in its own time.</summary>
    private async Task AssertAsync(string what, Predicate<List<Record>> isMet)
    {
        var isFound = false;
        for (var attempt = 0; attempt < 200 && !isFound; attempt++)
        {
            isFound = isMet(
                [.. CutDisk.Records(Journal).Select(one => new Record(one.Kind, one.Name, System.Text.Encoding.UTF8.GetString(one.Data)))]);
            await Task.Delay(isFound ? 0 : 50);
        }

        Assert.True(isFound, what);
    }

    private sealed record Record(char Kind, string Name, string Data);
}
