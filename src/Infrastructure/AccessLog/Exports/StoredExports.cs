using System.Collections.Concurrent;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Exports;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>Exports of this process: one for each user, two at work at the same time, each kept for a quarter of an hour.</summary>
internal sealed partial class StoredExports(
    IDbContextFactory<AccessLogContext> contexts, ExportWriter writer, ExportFolder folder, TimeProvider clock, ILogger<StoredExports> logger) : BackgroundService, IExports
{
    private readonly ConcurrentDictionary<(TenantId Tenant, SubtenantId? Subtenant, string User), ExportJob> _jobs = new();
    private readonly SemaphoreSlim _turns = new(2);

    public async Task<long> CountAsync(TenantUser reader, AccessFilter filter, CancellationToken cancel)
    {
        try
        {
            return await new ChainReader(contexts, reader, filter).CountAsync(cancel);
        }
        catch (Exception fault) when (StoreFaults.Is(fault))
        {
            throw new AccessLogUnavailableException("The access log could not be read.", fault);
        }
    }

    public ExportState Begin(TenantUser reader, ExportOrder order)
    {
        var job = new ExportJob(reader, order);
        _jobs.AddOrUpdate(KeyOf(reader), job, (_, before) =>
        {
            before.End();
            return job;
        });
        _ = Task.Run(() => RunAsync(job), CancellationToken.None);
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

    public override void Dispose()
    {
        _turns.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (key, job) in _jobs.Where(one => IsOver(one.Value)))
            {
                if (_jobs.TryRemove(new(key, job)))
                {
                    job.End();
                }
            }

            folder.Sweep();
            await Task.Delay(TimeSpan.FromMinutes(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
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
#pragma warning disable CA1031 // Nobody waits for this task: whatever happened is said on the reader's page and in the service's log.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Failed(logger, job.State.Id, fault);
            job.Fail(fault is IOException ? "There is no room for it on the service's disk, or the disk failed. Tell the operator." : "The access log could not be read. Try again in a moment; if it stays so, tell the operator.");
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

    [LoggerMessage(3010, LogLevel.Error, "Export {Id} failed")]
    private static partial void Failed(ILogger logger, Guid id, Exception fault);
}
