using Enterprise.Sandbox.Data;

namespace Enterprise.Sandbox.TimeSeries.Signals;

/// <summary>The value of one variable of one asset, computed from the state of its machine.</summary>
internal sealed class Quantity(Asset asset, VariableDefinition variable, MachineModel model)
{
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    private readonly double rating = 0.7 + (0.6 * Noise.Unit(asset.Id, topic: 50, 0));
    private readonly long wearCycle = (60 + asset.Id.Pick(60, topic: 51)) * Day;

    public ValueKind Kind { get; } = variable.DataType switch
    {
        "BOOLEAN" => ValueKind.Truth,
        "STRING" or "BIG_STRING" => ValueKind.Word,
        _ => ValueKind.Number,
    };

    public bool IsNumber => Kind == ValueKind.Number;

    /// <summary>The value without rounding; for text and truth values see <see cref="Word"/> and <see cref="Truth"/>.</summary>
    /// <param name="time">Milliseconds since 1970.</param>
    public double Number(long time)
    {
        var state = model.At(time);
        var value = variable.Name switch
        {
            "flow" => 24 * rating * state.Load * (1 + (0.03 * Fast(time))),
            "pressure" => Pressure(state) + (0.05 * Fast(time)),
            "temperature" => Temperature(state, time) + (0.3 * Fast(time)),
            "speed" => 1480 * state.Load * (1 + (0.004 * Fast(time))),
            "torque" => 95 * rating * state.Load * (1 + (0.05 * Fast(time))),
            "current" => 18 * rating * state.Load * (1 + (0.03 * Fast(time))),
            "velocity" => 0.4 + (state.Load * (1.4 + (4 * Wear(time)) + (0.3 * Fast(time)))),
            "acceleration" => 0.05 + (state.Load * (0.3 + (0.9 * Wear(time)) + (0.08 * Fast(time)))),
            "goodParts" => Math.Floor(state.WorkedInShift / 1000.0 * 4 * rating),
            "rejects" => Math.Floor(state.WorkedInShift / 1000.0 * 0.05 * rating),
            _ => 50 + (50 * Noise.Smooth(asset.Id, topic: 52, time, 15 * Minute)),
        };
        return variable.DataType is "INT" or "LONG" ? Math.Round(value) : Math.Round(value, 3);
    }

    public string Word(long time) => model.At(time).Word;

    public bool Truth(long time) => model.At(time).IsRunning;

    private double Pressure(MachineState state) => model.Kind switch
    {
        MachineModel.Rhythm.Fermentation => 0.2 + (1.1 * Math.Min(1, state.Phase * 1.5)),
        MachineModel.Rhythm.Utility => 6.4 + (1.2 * state.Phase),
        _ => 1 + (2.5 * rating * state.Load),
    };

    private double Temperature(MachineState state, long time) => (model.Kind, state.Word) switch
    {
        (_, "off") => Ambient(time),
        (MachineModel.Rhythm.Fermentation, _) => Curve.Fermenting.At(state.Phase),
        (MachineModel.Rhythm.Batch, _) => Curve.Brewing.At(state.Phase),
        (MachineModel.Rhythm.Utility, _) => 42 + (20 * rating) + (8 * state.Phase),
        _ => Ambient(time) + (26 * rating * state.Load),
    };

    /// <summary>The hall's temperature in °C: a day, a year and a slow wander.</summary>
    private double Ambient(long time) =>
        17 + (2 * Math.Sin(Math.Tau * time / Day)) - (6 * Math.Cos(Math.Tau * time / (365.25 * Day)))
            + Noise.Smooth(asset.Id, topic: 53, time, Day);

    /// <summary>0 after maintenance, 1 before the next: bearings drift.</summary>
    private double Wear(long time)
    {
        var x = (((time % wearCycle) + wearCycle) % wearCycle) / (double)wearCycle;
        return x * x;
    }

    private double Fast(long time) => Noise.Smooth(asset.Id, variable.Name.Length + 60, time, 90_000)
        + (0.4 * ((2 * Noise.Unit(asset.Id, 61, time)) - 1));
}

/// <summary>What a variable's values are.</summary>
internal enum ValueKind
{
    Number,
    Truth,
    Word,
}
