using Xunit;

namespace Enterprise.Testing;

/// <summary>
/// A fact that needs a tool. Where it is missing the test is skipped, with the command that installs it as the reason; with <c>CI=true</c>
/// it runs all the same, and fails with that reason at <see cref="Tool.Require"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class ToolFactAttribute(Tool tool) : FactAttribute
{
    public override string? Skip
    {
        get => base.Skip ?? ReasonToSkip(tool, Environment.GetEnvironmentVariable("CI"));
        set => base.Skip = value;
    }

    /// <summary>Why a test is skipped, or null when it has to run.</summary>
    /// <param name="tool">What it needs.</param>
    /// <param name="ci">The value of the variable <c>CI</c>.</param>
    public static string? ReasonToSkip(Tool tool, string? ci) =>
        tool.Path is null && !string.Equals(ci, "true", StringComparison.OrdinalIgnoreCase) ? tool.Missing : null;
}

/// <summary>Needs npm.</summary>
public sealed class NodeFactAttribute() : ToolFactAttribute(Tool.Node);

/// <summary>Needs a Chromium.</summary>
public sealed class ChromiumFactAttribute() : ToolFactAttribute(Tool.Chromium);

/// <summary>Needs a C compiler.</summary>
public sealed class GccFactAttribute() : ToolFactAttribute(Tool.Gcc);

/// <summary>Needs Python.</summary>
public sealed class PythonFactAttribute() : ToolFactAttribute(Tool.Python);

/// <summary>Needs the openssl command line.</summary>
public sealed class OpenSslFactAttribute() : ToolFactAttribute(Tool.OpenSsl);

/// <summary>Needs LibreOffice.</summary>
public sealed class LibreOfficeFactAttribute() : ToolFactAttribute(Tool.LibreOffice);

/// <summary>Needs a PostgreSQL server.</summary>
public sealed class PostgresFactAttribute() : ToolFactAttribute(Tool.Postgres);

/// <summary>A theory that needs Python.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public override string? Skip
    {
        get => base.Skip ?? ToolFactAttribute.ReasonToSkip(Tool.Python, Environment.GetEnvironmentVariable("CI"));
        set => base.Skip = value;
    }
}

/// <summary>A theory that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public override string? Skip
    {
        get => base.Skip ?? ToolFactAttribute.ReasonToSkip(Tool.Postgres, Environment.GetEnvironmentVariable("CI"));
        set => base.Skip = value;
    }
}
