using System.Globalization;

namespace Enterprise.Endurance;

/// <summary>What a run found: figures beside what is allowed, one of them enough to fail it.</summary>
internal abstract record Findings
{
    /// <summary>What was done.</summary>
    protected abstract string Title { get; }

    /// <summary>All that is judged.</summary>
    protected abstract IEnumerable<Figure> Figures { get; }

    /// <summary>What is wrong with the chains or the file, one line each.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Whether every figure is met.</summary>
    public bool IsGood => Figures.All(figure => figure.IsMet);

    public sealed override string ToString() => string.Join('\n', [Title, .. Figures.Select(figure => figure.ToString()), .. Faults.Take(5).Select(fault => $"  ! {fault}")]);
}

/// <summary>What was seen beside what is allowed.</summary>
internal sealed record Figure(string Name, string Seen, string Allowed, bool IsMet)
{
    public static Figure Exactly(string name, long seen, long allowed = 0) => new(name, Text(seen), Text(allowed), seen == allowed);

    public static Figure AtLeast(string name, long seen, long allowed) => new(name, Text(seen), $"at least {Text(allowed)}", seen >= allowed);

    /// <summary>A time; null for what never happened.</summary>
    public static Figure Within(string name, TimeSpan? seen, TimeSpan allowed) =>
        new(name, seen is { } known ? Text(known) : "never", $"at most {Text(allowed)}", seen <= allowed);

    public static Figure Megabytes(string name, long seen, long allowed) =>
        new(name, $"{Text(seen >> 20)} MB", $"at most {Text(allowed >> 20)} MB", seen <= allowed);

    /// <summary>Only said: nothing is asked of it.</summary>
    public static Figure Said(string name, string seen) => new(name, seen, string.Empty, IsMet: true);

    public static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s");

    public override string ToString() => $"  {Name,-44}{Seen,12}  {(Allowed.Length == 0 ? string.Empty : $"({Allowed}){(IsMet ? string.Empty : " MISSED")}")}".TrimEnd();

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
