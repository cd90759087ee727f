using System.Collections.Concurrent;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.Background;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog.Exports;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>Exports of this process: one for each user, two at work at the same time, each kept for a quarter of an hour.</summary>
internal sealed class StoredExports(
    BackgroundWork work, LogExporter exporter, ExportWriter writer, ExportFolder folder, TimeProvider clock)
    : BackgroundLoop(work, "export files"), IExports
{
    private readonly ConcurrentDictionary<(TenantId Tenant, SubtenantId? Subtenant, string User), ExportJob> _jobs = new();
    private readonly SemaphoreSlim _turns = new(2);

    public Task<long> CountAsync(TenantUser reader, AccessSelection selection, CancellationToken cancel) =>
        exporter.CountAsync(reader.Selecting(selection), cancel).MappedAsync();

    public ExportState Begin(TenantUser reader, ExportOrder order)
    {
        var job = new ExportJob(reader, order);
        _jobs.AddOrUpdate(KeyOf(reader), job, (_, before) =>
        {
            before.End();
            return job;
        });
        _ = Work.RunOnceAsync("export", () => RunAsync(job), fault => job.Fail(ReasonOf(fault)));
        return job.State;
    }

    public ExportState? Find(TenantUser reader, Guid id) => JobOf(reader, id)?.State;

    public Stream Open(TenantUser reader, Guid id)
    {
        try
        {
            return JobOf(reader, id)?.Path is { } path
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 128 * 1024, useAsync: true)
                : throw new AccessLogUnavailableException("The export was removed.");
        }
        catch (IOException gone)
        {
            throw new AccessLogUnavailableException("The export's file cannot be read.", gone);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var job in _jobs.Values)
        {
            job.End();
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var (key, job) in _jobs.Where(one => IsOver(one.Value)))
            {
                if (_jobs.TryRemove(new(key, job)))
                {
                    job.End();
                }
            }

            folder.Sweep();
            await Task.Delay(TimeSpan.FromMinutes(1), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _turns.Dispose();
    }

    private async Task RunAsync(ExportJob job)
    {
        var hasTurn = false;
        try
        {
            await _turns.WaitAsync(job.Ended);
            hasTurn = true;
            var (file, path) = await writer.WriteAsync(job.Reader, job.State.Order, job.Progress, job.Ended);
            job.Finish(file, path);
        }
        catch (OperationCanceledException)
        {
            job.Fail("It was ended: you began another export, or the service was stopped.");
        }
        catch (ExportFailedException failed)
        {
            job.Fail(failed.Message);
        }
        finally
        {
            if (hasTurn)
            {
                _turns.Release();
            }
        }
    }

    /// <summary>The export is its user's alone: another user, also of the same tenant, is told that there is none.</summary>
    private ExportJob? JobOf(TenantUser reader, Guid id) =>
        _jobs.TryGetValue(KeyOf(reader), out var job) && job.State.Id == id && !IsOver(job) ? job : null;

    private bool IsOver(ExportJob job) => job.State.File is { } file && file.Until <= clock.GetUtcNow();

    private static (TenantId, SubtenantId?, string) KeyOf(TenantUser reader) => (reader.Tenant, reader.Subtenant, reader.Id);

    private static string ReasonOf(Exception fault) => fault switch
    {
        IOException => "There is no room for it on the service's disk, or the disk failed. Tell the operator.",
        AccessLogUnavailableException => "The access log could not be read. Try again in a moment; if it stays so, tell the operator.",
        _ => "It failed unexpectedly. Try again in a moment; if it stays so, tell the operator.",
    };
}
