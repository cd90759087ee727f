using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.Options;

namespace Enterprise.Web.Shared;

/// <summary>What this application is called on the platform. Section <c>InsightsHub</c>.</summary>
public sealed class ApplicationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "InsightsHub";

    /// <summary>
    /// The internal name of the registration: at most 20 lower-case letters and digits, starting with a letter. It is the prefix of every
    /// scope.
    /// </summary>
    public string AppName { get; set; } = string.Empty;

    /// <summary>The display name, at most 50 characters.</summary>
    public string AppTitle { get; set; } = "Asset explorer";

    /// <summary>The tenant that registered the application; it stands in the names of its roles.</summary>
    public string HostTenant { get; set; } = string.Empty;

    /// <summary>The names of the application's roles in the registration.</summary>
    public RoleNames Roles { get; set; } = new();

    /// <summary>
    /// The address of the platform's bar, for example <c>https://static.eu1.mindsphere.io/osbar/v4/js/main.min.js</c>; empty where the
    /// application is offered outside the platform, where the bar must not be shown (both: platform documentation).
    /// </summary>
    public string BarScript { get; set; } = string.Empty;

    /// <summary>
    /// Whom to ask for help with the application: shown on refusals and in the bar's information. An e-mail address or a web address.
    /// </summary>
    public string Support { get; set; } = string.Empty;

    /// <summary>Where <see cref="Support"/> leads; null where it is neither an e-mail nor a web address.</summary>
    internal string? SupportLink => Uri.TryCreate(Support, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
        ? Support
        : Support.Contains('@', StringComparison.Ordinal) ? $"mailto:{Support}" : null;

    /// <summary>
    /// After how many minutes without a request the platform ends a session: 30 (platform documentation). Pages warn before.
    /// </summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>The short names of the roles: each is the part of a scope after the application's name and the dot.</summary>
    public sealed class RoleNames
    {
        /// <summary>Sees the assets.</summary>
        public string User { get; set; } = "user";

        /// <summary>Reads the access log.</summary>
        public string Auditor { get; set; } = "auditor";

        /// <summary>Sees how the service stands.</summary>
        public string Operator { get; set; } = "operator";
    }

    internal sealed class Validator : IValidateOptions<ApplicationOptions>
    {
        public ValidateOptionsResult Validate(string? name, ApplicationOptions options)
        {
            var faults = Faults(options).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static IEnumerable<string> Faults(ApplicationOptions options)
        {
            if (options.AppName is not { Length: > 0 and <= 20 } appName || !char.IsAsciiLetterLower(appName[0])
                || !appName.All(IsNameCharacter))
            {
                yield return $"InsightsHub:AppName is '{options.AppName}': give the internal name of the registration, at most 20 "
                    + "lower-case letters and digits, starting with a letter.";
            }

            if (!TenantId.TryParse(options.HostTenant, out _))
            {
                yield return $"InsightsHub:HostTenant is '{options.HostTenant}': give the name of the tenant that registered the "
                    + "application.";
            }

            if (options.AppTitle is not { Length: > 0 and <= 50 })
            {
                yield return "InsightsHub:AppTitle: give a display name of 1 to 50 characters.";
            }

            if (options.IdleMinutes is < 1 or > 1440)
            {
                yield return $"InsightsHub:IdleMinutes is {options.IdleMinutes}: give a number of minutes from 1 to 1440.";
            }

            if (options.BarScript.Length > 0
                && !(Uri.TryCreate(options.BarScript, UriKind.Absolute, out var bar) && bar.Scheme is "https" or "http"))
            {
                yield return $"InsightsHub:BarScript is '{options.BarScript}': give the address of the platform's bar script, or leave "
                    + "it empty to show no bar.";
            }
        }

        private static bool IsNameCharacter(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
    }
}
