using Enterprise.Application.AccessLog.Exports;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>One export of one user, from its order to the removal of its file.</summary>
internal sealed class ExportJob(TenantUser reader, ExportOrder order) : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private ExportState _state = new(Guid.NewGuid(), order, 0, 0, 0);

    public TenantUser Reader => reader;

    public ExportState State => Volatile.Read(ref _state);

    /// <summary>Where the finished file stands.</summary>
    public string? Path { get; private set; }

    /// <summary>Cancelled when no one waits for it any more.</summary>
    public CancellationToken Ended => _end.Token;

    public void Progress(long scanned, long toScan, long written) =>
        Volatile.Write(ref _state, State with { Scanned = scanned, ToScan = toScan, Written = written });

    public void Fail(string reason) => Volatile.Write(ref _state, State with { Fault = reason });

    public void Finish(ExportedFile file, string path)
    {
        Path = path;
        Volatile.Write(ref _state, State with { File = file });
        if (Ended.IsCancellationRequested)
        {
            File.Delete(path);
        }
    }

    /// <summary>Ends the writing, and removes the file.</summary>
    public void End()
    {
        _end.Cancel();
        if (Path is { } path)
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _end.Dispose();
}
