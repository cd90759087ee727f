using Enterprise.Application.Background;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Ends reads of the log that take too long, under supervision.</summary>
internal sealed class ReadingTimer(BackgroundWork work)
{
    public IDisposable RunAfter(TimeSpan time, Action end) => work.RunAfter("reading limit", time, () => end());
}
