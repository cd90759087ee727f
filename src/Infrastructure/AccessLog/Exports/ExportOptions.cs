using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Exports;

/// <summary>Where exports are written while they wait for their reader: the setting <c>AccessLog:Exports</c>.</summary>
internal sealed class ExportOptions
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "AccessLog:Exports";

    /// <summary>
    /// A folder; the system's temporary one where nothing is set. This service makes one of its own in it, which only its user can read.
    /// </summary>
    public string Folder { get; set; } = Path.GetTempPath();

    internal sealed class Validator : IValidateOptions<ExportOptions>
    {
        public ValidateOptionsResult Validate(string? name, ExportOptions options) => Directory.Exists(options.Folder)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{Setting} is '{options.Folder}': give a folder that exists and that this service may write to, or leave it out "
                + "for the system's temporary one.");
    }
}
