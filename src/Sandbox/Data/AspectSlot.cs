namespace Enterprise.Sandbox.Data;

/// <summary>An aspect of an asset type: an aspect type under the name it has there.</summary>
internal sealed record AspectSlot(string Name, AspectType Type);
