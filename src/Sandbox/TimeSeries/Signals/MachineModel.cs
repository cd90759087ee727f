using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.TimeSeries.Signals;

/// <summary>When a machine runs: a pure function of its id, its type and the time. A part of a machine runs with it.</summary>
internal sealed class MachineModel
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const int StopSlots = 3;

    private readonly Rhythm rhythm;
    private readonly long offset;
    private readonly long cycle;

    public MachineModel(Asset asset)
    {
        Machine = asset;
        while (Machine.Parent is { } parent && IsDevice(parent.Type))
        {
            Machine = parent;
        }

        rhythm = RhythmOf(Machine.Type);
        offset = (long)(TimeZoneInfo.TryFindSystemTimeZoneById(Machine.Timezone, out var zone) ? zone.BaseUtcOffset : TimeSpan.Zero)
            .TotalMilliseconds;
        cycle = rhythm switch
        {
            Rhythm.Fermentation => (9 * Day) + (Machine.Id.Pick(72, topic: 30) * Hour),
            Rhythm.Batch => (5 * Hour) + (Machine.Id.Pick(120, topic: 30) * Minute),
            _ => (8 * Minute) + (Machine.Id.Pick(720, topic: 30) * 1000),
        };
    }

    internal enum Rhythm
    {
        /// <summary>Two shifts on weekdays and one on Saturday, with short stops.</summary>
        Shifts,

        /// <summary>A batch of some hours, then cleaning.</summary>
        Batch,

        /// <summary>A batch of some days.</summary>
        Fermentation,

        /// <summary>Switches between load and idle all day, more often at noon.</summary>
        Utility,
    }

    public Asset Machine { get; }

    public Rhythm Kind => rhythm;

    /// <summary>What the machine does.</summary>
    /// <param name="time">Milliseconds since 1970.</param>
    public MachineState At(long time)
    {
        if (IsInOverhaul(time))
        {
            return new("off", 0, 0, 0);
        }

        if (rhythm == Rhythm.Shifts)
        {
            return InShift(time + offset);
        }

        var phase = Fraction(time + (Machine.Id.Pick(1000, topic: 31) * (cycle / 1000)), cycle);
        var worked = Modulo(time + offset - (6 * Hour), 8 * Hour);
        return rhythm == Rhythm.Utility ? Utility(time, phase, worked)
            : phase > 0.92 ? new("cleaning", 0, phase, worked)
            : new("running", 0.6 + (0.4 * Math.Sin(Math.PI * phase)), phase, worked);
    }

    /// <summary>About one machine in fourteen is off for two weeks of a month.</summary>
    private bool IsInOverhaul(long time)
    {
        var day = Math.DivRem(time, Day).Quotient;
        var month = Math.DivRem(day, 30, out var dayOfMonth);
        return dayOfMonth is >= 3 and < 17 && Noise.OnceIn(14, Machine.Id, topic: 32, month);
    }

    private MachineState InShift(long local)
    {
        // 1970-01-01 was a Thursday; shifts begin at 6:00, 14:00 and 22:00.
        var dayOfWeek = Modulo((local / Day) + 3, 7);
        var hour = Modulo(local, Day) / (double)Hour;
        if (!(hour >= 6 && hour < (dayOfWeek == 5 ? 14 : 22) && dayOfWeek < 6))
        {
            return new("stopped", 0, 0, 0);
        }

        var shift = Math.DivRem(local - (6 * Hour), 8 * Hour, out var elapsed);
        var worked = elapsed;
        var isStopped = false;
        for (var slot = 0; slot < StopSlots; slot++)
        {
            var length = (long)((2 + (30 * Math.Pow(Noise.Unit(Machine.Id, topic: 33 + slot, shift), 3))) * Minute);
            var begin = (long)((slot + (Noise.Unit(Machine.Id, topic: 36 + slot, shift) * 0.8)) * 8 * Hour / StopSlots);
            isStopped |= elapsed >= begin && elapsed < begin + length;
            worked -= Math.Clamp(elapsed - begin, 0, length);
        }

        var load = isStopped ? 0 : 0.88 + (0.12 * Noise.Smooth(Machine.Id, topic: 39, local, 20 * Minute));
        return new(isStopped ? "blocked" : "running", load, elapsed / (double)(8 * Hour), worked);
    }

    private MachineState Utility(long time, double phase, long worked)
    {
        var demand = 0.55 + (0.3 * Math.Sin(Math.Tau * (Fraction(time + offset, Day) - 0.25)));
        return phase < demand ? new("loaded", 0.9, phase, worked) : new("idle", 0.15, phase, worked);
    }

    private static Rhythm RhythmOf(AssetType type) => type.Id[(type.Id.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
    {
        "fermenter" => Rhythm.Fermentation,
        "kettle" or "furnace" or "kiln" => Rhythm.Batch,
        "tank" or "boiler" or "compressor" or "filter" or "freezer" => Rhythm.Utility,
        _ => Rhythm.Shifts,
    };

    private static bool IsDevice(AssetType? type) => type is not null && (type == CoreTypes.Device || IsDevice(type.Parent));

    private static double Fraction(long time, long period) => Modulo(time, period) / (double)period;

    private static long Modulo(long value, long period) => ((value % period) + period) % period;
}
