using System.Globalization;

namespace Enterprise.Web.Security;

/// <summary>A whole number of the configuration, with its range.</summary>
/// <param name="Default">The number where nothing is set.</param>
/// <param name="Least">The smallest number.</param>
/// <param name="Most">The greatest number.</param>
internal sealed record LimitSetting(string Key, int Default, int Least, int Most)
{
    /// <summary>The number; the default where what is set is not one, which ends the start, see <see cref="Check"/>.</summary>
    public int Of(IConfiguration configuration) => Read(configuration[Key]) ?? Default;

    /// <summary>Ends the start with a line where what is set is not a number of the range.</summary>
    public void Check(IServiceCollection services, IConfiguration configuration)
    {
        var text = configuration[Key];
        services.AddOptions<Checked>().Validate(_ => Read(text) is not null, $"{Key} is '{text}': give a number from {Least} to {Most}.")
            .ValidateOnStart();
    }

    private int? Read(string? text) => string.IsNullOrEmpty(text) ? Default
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most ? number
        : null;

    private sealed class Checked;
}
