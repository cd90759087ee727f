using System.Data;
using Microsoft.Extensions.Logging;

namespace Enterprise.VerifiableLog.Store.Postgres;

/// <summary>
/// Seals what all nodes have added. Of all nodes one holds the lock and seals, five times a second; the others ask for the lock four times
/// a second. After any fault the holder gives up its connection, the lock with it, and competes again. Real time is used: sealing does not
/// depend on what a clock says.
/// </summary>
internal sealed partial class Sealer(LogOptions options, ILogger<Sealer> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private volatile bool _isHolder;

    /// <summary>True while this node is the one that seals.</summary>
    public bool IsHolder => _isHolder;

    /// <summary>Seals until it is told to stop. It blocks its thread.</summary>
    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var session = new SealingSession(options.Store, options.Schema);
                session.Open();
                Hold(session, stop);
            }
            catch (Exception fault) when (StoreFaults.Is(fault) || fault is DBConcurrencyException)
            {
                GaveUp(logger, fault);
                stop.WaitHandle.WaitOne(Patience);
            }
            finally
            {
                _isHolder = false;
            }
        }
    }

    private void Hold(SealingSession session, CancellationToken stop)
    {
        while (!session.TryHold())
        {
            if (stop.WaitHandle.WaitOne(Patience))
            {
                return;
            }
        }

        session.ReadHeads();
        _isHolder = true;
        Holds(logger);
        bool isMore;
        do
        {
            isMore = session.Seal();
        }
        while (isMore || !stop.WaitHandle.WaitOne(Pause));

        // What the writer, which stops first, added last.
        while (session.Seal())
        {
        }
    }

    [LoggerMessage(3011, LogLevel.Information, "This node seals the access log")]
    private static partial void Holds(ILogger logger);

    [LoggerMessage(3012, LogLevel.Warning, "This node gives up sealing the access log and competes for it again")]
    private static partial void GaveUp(ILogger logger, Exception fault);
}
