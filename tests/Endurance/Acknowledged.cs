using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Enterprise.Endurance;

/// <summary>
/// The ids of requests that were answered with 2xx, in a file of the load's own that is on the disk before a round is judged.
/// </summary>
internal sealed class Acknowledged : IAsyncDisposable
{
    private readonly Channel<string> _ids = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FileStream _file;
    private readonly Task _writing;

    public Acknowledged(string file)
    {
        _file = new(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        _writing = WriteAsync();
    }

    /// <summary>Done when the first answer was noted: from then on there is load.</summary>
    public Task First => _first.Task;

    /// <summary>Notes an answer.</summary>
    public void Add(string requestId)
    {
        _ids.Writer.TryWrite(requestId);
        _first.TrySetResult();
    }

    /// <summary>Everything that was noted in a file.</summary>
    public static IReadOnlyList<string> ReadAll(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    public async ValueTask DisposeAsync()
    {
        _ids.Writer.Complete();
        await _writing;
        await _file.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var lines = new StringBuilder();
        while (await _ids.Reader.WaitToReadAsync())
        {
            lines.Clear();
            while (_ids.Reader.TryRead(out var id))
            {
                lines.Append(CultureInfo.InvariantCulture, $"{id}\n");
            }

            await _file.WriteAsync(Encoding.ASCII.GetBytes(lines.ToString()));
            _file.Flush(flushToDisk: true);
        }
    }
}
