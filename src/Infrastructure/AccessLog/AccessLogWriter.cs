using Enterprise.Application.Background;
using Enterprise.VerifiableLog;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Runs the log's writer. Entries that became durable go to standard output, those that did not into a counter.</summary>
internal sealed class AccessLogWriter : BackgroundLoop
{
    private readonly LogWriter _writer;

    public AccessLogWriter(BackgroundWork work, LogWriter writer, FailedAppends failed, EntryStream stream)
        : base(work, "access log writer", isEssential: true)
    {
        _writer = writer;
        (writer.Appended, writer.Lost) = (stream.Offer, failed.Add);
    }

    protected override Task LoopAsync(CancellationToken stop) => BackgroundWork.OnOwnThread(() => _writer.Run(stop));
}
