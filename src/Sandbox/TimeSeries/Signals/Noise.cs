using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.TimeSeries.Signals;

/// <summary>Numbers that look random and depend on nothing but an asset's id, a topic and a moment.</summary>
internal static class Noise
{
    /// <summary>A number from 0 to below 1.</summary>
    public static double Unit(AssetId id, int topic, long number)
    {
        var mixed = ((ulong)(id.Value >> 64) ^ (ulong)id.Value) + ((ulong)topic * 0x9E3779B97F4A7C15)
            + ((ulong)number * 0xD1B54A32D192ED03);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>True once in so many.</summary>
    public static bool OnceIn(int times, AssetId id, int topic, long number) => Unit(id, topic, number) * times < 1;

    /// <summary>A smooth curve between -1 and 1.</summary>
    /// <param name="id">Whose curve.</param>
    /// <param name="topic">Which curve.</param>
    /// <param name="time">Milliseconds since 1970.</param>
    /// <param name="period">Milliseconds between two of its free points.</param>
    public static double Smooth(AssetId id, int topic, long time, long period)
    {
        var point = Math.DivRem(time, period, out var rest);
        var x = rest / (double)period;
        var weight = x * x * (3 - (2 * x));
        var (from, to) = (Unit(id, topic, point), Unit(id, topic, point + 1));
        return ((from + ((to - from) * weight)) * 2) - 1;
    }
}
