using System.Reflection;
using Xunit.Sdk;

namespace Enterprise.Testing;

/// <summary>The databases that a test of the log can run on.</summary>
public enum LogDatabase
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory on SQLite: the test's first argument is the database, then come these.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnSqliteAttribute(params object[] more) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[LogDatabase.Sqlite, .. more]];
}

/// <summary>
/// Runs a theory on PostgreSQL: the test's first argument is the database, then come these. Skipped as <see cref="ToolFactAttribute"/>
/// says.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnPostgresAttribute(params object[] more) : DataAttribute
{
    public override string? Skip
    {
        get => base.Skip ?? ToolFactAttribute.ReasonToSkip(Tool.Postgres, Environment.GetEnvironmentVariable("CI"));
        set => base.Skip = value;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[LogDatabase.Postgres, .. more]];
}
