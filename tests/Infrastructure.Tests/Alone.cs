using Xunit;

namespace Enterprise.Infrastructure.Tests;

/// <summary>Tests that measure time or memory: no other test of this project runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
