using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Enterprise.Web.Security;

/// <summary>What browsers are told about the pages. Section <c>InsightsHub:Security</c>.</summary>
public sealed partial class SecurityOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "InsightsHub:Security";

    /// <summary>
    /// Whether the pages carry a Content-Security-Policy of their own; off where the platform is registered to send one in its place.
    /// </summary>
    public bool SendPolicy { get; set; } = true;

    /// <summary>The origins whose pages may show this application in a frame; none by default.</summary>
    public IList<string> FrameAncestors { get; } = [];

    /// <summary>
    /// The origins that scripts may reach besides the application's own, and where a form may end up: the identity hosts, because a request
    /// of a session that is over is redirected there to sign in.
    /// </summary>
    public IList<string> ConnectSources { get; } = [];

    internal sealed partial class Validator : IValidateOptions<SecurityOptions>
    {
        public ValidateOptionsResult Validate(string? name, SecurityOptions options)
        {
            var faults = Faults(nameof(FrameAncestors), options.FrameAncestors)
                .Concat(Faults(nameof(ConnectSources), options.ConnectSources)).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static IEnumerable<string> Faults(string key, IEnumerable<string> origins) =>
            origins.Where(origin => !Origin().IsMatch(origin))
            .Select(origin => $"{Section}:{key} names '{origin}': give an origin such as https://acme.eu1.mindsphere.io or "
                + "https://*.piam.eu1.mindsphere.io, without a path (http only for localhost).");

        /// <summary>Nothing that could end the directive, or begin another one. At least two names stand after a star.</summary>
        [GeneratedRegex(
            @"\A(https://(\*\.(?=[^.]+\.))?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://([a-z0-9.-]+\.)?localhost|http://127\.0\.0\.1)"
            + @"(:[0-9]{1,5})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex Origin();
    }
}
