using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Enterprise.Web.Shared;

/// <summary>
/// <c>&lt;svg-text x="0" y="12"&gt;09:00&lt;/svg-text&gt;</c>: SVG's own <c>text</c>, a name that Razor keeps for itself.
/// </summary>
[HtmlTargetElement("svg-text")]
public sealed class SvgTextTagHelper : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.TagName = "text";
}
