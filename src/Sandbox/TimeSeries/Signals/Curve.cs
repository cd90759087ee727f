namespace Enterprise.Sandbox.TimeSeries.Signals;

/// <summary>A curve through points, straight between them, over a phase from 0 to 1.</summary>
internal sealed class Curve(params (double Phase, double Value)[] points)
{
    /// <summary>Mashing, boiling and cooling of wort, in °C.</summary>
    public static Curve Brewing { get; } = new((0, 45), (0.1, 52), (0.25, 52), (0.3, 63), (0.42, 63), (0.46, 72), (0.55, 78), (0.65, 100),
        (0.85, 100), (0.92, 60), (1, 45));

    /// <summary>Fermenting, maturing and cooling of beer, in °C.</summary>
    public static Curve Fermenting { get; } = new((0, 8), (0.15, 12), (0.55, 13), (0.7, 5), (0.85, 1), (0.95, 1), (1, 8));

    public double At(double phase)
    {
        for (var index = 1; index < points.Length; index++)
        {
            var (from, to) = (points[index - 1], points[index]);
            if (phase <= to.Phase)
            {
                return from.Value + ((to.Value - from.Value) * (phase - from.Phase) / (to.Phase - from.Phase));
            }
        }

        return points[^1].Value;
    }
}
