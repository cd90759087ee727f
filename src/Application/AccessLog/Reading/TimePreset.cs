namespace Enterprise.Application.AccessLog.Reading;

/// <summary>The stretches of time that the log offers; all of them go on until now, and days are those of the chosen zone.</summary>
public enum TimePreset
{
    /// <summary>Today.</summary>
    Today,

    /// <summary>Today and the six days before.</summary>
    Week,

    /// <summary>Today and the 29 days before.</summary>
    Month,
}
