namespace Enterprise.Application.AccessLog;

/// <summary>Which process answers: it stands in every entry.</summary>
/// <param name="Name">The node's name, at most 64 characters.</param>
/// <param name="Version">The application's version.</param>
public sealed record ServiceNode(string Name, string Version);
