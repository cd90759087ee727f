using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.TimeSeries.Signals;

/// <summary>
/// The time series of one aspect of one asset: nothing is stored, every record is a pure function of the ids and the time. Records are
/// sparse, because variables arrive at different intervals; now and then the connection is down, a sensor is stuck, or a value is bad.
/// Times are milliseconds since 1970.
/// </summary>
internal sealed class AspectSeries
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private const long Week = 7 * Day;

    private readonly Asset asset;
    private readonly long interval;
    private readonly int topic;

    public AspectSeries(Asset asset, AspectSlot aspect)
    {
        this.asset = asset;
        var model = new MachineModel(asset);
        interval = aspect.Name switch { "vibration" => 300_000, "drive" => 30_000, _ => 60_000 };
        topic = aspect.Name.Sum(letter => letter) * 16;
        Variables = [.. aspect.Type.Variables.Where(_ => !aspect.Type.IsStatic)
            .Select((variable, index) => new SeriesVariable(index, variable.Name, new Quantity(asset, variable, model)))];
    }

    public IReadOnlyList<SeriesVariable> Variables { get; }

    /// <summary>The number of the first record after a moment, counting those that a gap swallows.</summary>
    public long FirstAfter(long time)
    {
        var number = (time / interval) - 1;
        while (TimeOf(number) <= time)
        {
            number++;
        }

        return number;
    }

    /// <summary>When a record was taken: up to a quarter of the interval late.</summary>
    public long TimeOf(long number) => (number * interval) + (long)(Noise.Unit(asset.Id, topic, number) * interval / 4);

    /// <summary>Whether a record arrived: about every fifth day the connection is down for up to three hours.</summary>
    public bool Arrived(long number)
    {
        var day = Math.DivRem(TimeOf(number), Day, out var inDay);
        var begin = (long)(Noise.Unit(asset.Id, topic + 2, day) * 20 * Hour);
        return !Noise.OnceIn(5, asset.Id, topic + 1, day) || inDay < begin || inDay > begin
            + (3 * Hour * Noise.Unit(asset.Id, topic + 3, day));
    }

    /// <summary>Whether a record holds a variable: the first one always, the others every second or fifth time.</summary>
    public static bool Holds(long number, SeriesVariable variable) => variable.Index switch
    {
        0 => true,
        1 => number % 2 == 0,
        2 => number % 5 == 0,
        _ => number % 2 == 0,
    };

    /// <summary>The moment that a variable's value at another moment is computed for, and its quality.</summary>
    public (long Time, Quality Quality) Sample(long number, SeriesVariable variable)
    {
        var time = TimeOf(number);
        if (!variable.Quantity.IsNumber)
        {
            return (time, Quality.Good);
        }

        if (Noise.OnceIn(1000, asset.Id, topic + 4 + variable.Index, number))
        {
            return (time, Quality.Bad);
        }

        // A stuck sensor repeats one value for up to a day and a half.
        var week = Math.DivRem(time, Week, out var inWeek);
        var begin = (long)(Noise.Unit(asset.Id, topic + 8 + variable.Index, week) * 5 * Day);
        var isStuck = Noise.OnceIn(25, asset.Id, topic + 12 + variable.Index, week)
            && inWeek >= begin && inWeek < begin + (6 * Hour) + (long)(Noise.Unit(asset.Id, topic + 13, week) * 30 * Hour);
        return isStuck ? ((week * Week) + begin, Quality.Uncertain) : (time, Quality.Good);
    }
}

/// <summary>A variable of an aspect.</summary>
/// <param name="Index">Its place in the aspect type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Quantity">Its values.</param>
internal sealed record SeriesVariable(int Index, string Name, Quantity Quantity)
{
    public string QualityName { get; } = Name + "_qc";
}

/// <summary>How far a value can be trusted.</summary>
internal enum Quality
{
    Good,
    Uncertain,
    Bad,
}
