using Enterprise.Application;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>The shape of a store: the part of its making that is not the same for all databases.</summary>
internal interface ILogSchema
{
    /// <summary>Makes the store, or brings it to this version's shape. Again is no harm.</summary>
    /// <exception cref="StartRefusedException">It cannot be made; with what to do.</exception>
    Task MakeAsync(CancellationToken cancel);
}
