namespace Enterprise.Application.AccessLog.Recording;

/// <summary>
/// The bytes of an answer. They are made before the entry is written, so that an answer cannot fail after its entry said Granted.
/// </summary>
public interface IRepresentation
{
    /// <summary>Renders a result into memory, or opens the file that is the answer. Nothing leaves before the entry is durable.</summary>
    /// <returns>A task that ends when nothing is left to do but to send.</returns>
    Task RenderAsync(object result);
}
