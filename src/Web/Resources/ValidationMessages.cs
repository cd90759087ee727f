using System.Globalization;
using FluentValidation.Resources;

namespace Enterprise.Web.Resources;

/// <summary>Gives FluentValidation the message of a rule by the rule's error code, which is the validator's name if none is set.</summary>
internal sealed class ValidationMessages : LanguageManager
{
    public override string GetString(string key, CultureInfo? culture = null) =>
        ValidationTexts.ResourceManager.GetString($"Rule.{key}", culture) ?? base.GetString(key, CultureInfo.InvariantCulture);
}
