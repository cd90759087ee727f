using Enterprise.Testing;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>What stands in an export.</summary>
public sealed class ExportTests
{
    [PythonFact]
    public async Task A_whole_export_verifies()
    {
        await using var ledger = await Ledger.StartAsync();
        await ledger.AddAsync(new Random(1), 3000);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await ledger.JsonLinesAsync());
        var (exit, output, errors) = PythonVerifier.Run(file);
        Assert.True(exit == 0, output + errors);
    }
}
