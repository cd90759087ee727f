using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Verification;

/// <summary>All checkpoints in the order of their numbers, read in pages on a connection of their own.</summary>
internal sealed class CheckpointPages(IDbContextFactory<LogContext> contexts)
{
    private const int Page = 1000;

    private readonly Queue<CheckpointRow> _rows = [];
    private long _read = long.MinValue;
    private bool _isWhole;

    /// <summary>The number of the last one that is asked for: later ones cover more than is verified.</summary>
    public long Last { get; set; }

    /// <summary>Why no more can be read; null where all can.</summary>
    public string? Fault { get; private set; }

    /// <summary>The checkpoint that stands next, or null at the end.</summary>
    public CheckpointRow? Current
    {
        get
        {
            if (_rows.Count == 0 && !_isWhole)
            {
                Fill();
            }

            return _rows.TryPeek(out var row) ? row : null;
        }
    }

    public void Next() => _rows.Dequeue();

    private void Fill()
    {
        try
        {
            using var context = contexts.CreateDbContext();
            foreach (var row in context.Checkpoints.AsNoTracking().Where(row => row.Number > _read && row.Number <= Last)
                .OrderBy(row => row.Number).Take(Page))
            {
                _rows.Enqueue(row);
                _read = row.Number;
            }

            _isWhole = _rows.Count < Page;
        }
        catch (Exception fault) when (StoreFaults.Is(fault)
            || fault is InvalidCastException or FormatException or InvalidOperationException or OverflowException)
        {
            _isWhole = true;
            Fault = $"Checkpoints after {_read} cannot be read: {fault.Message}";
        }
    }
}
