using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Enterprise.Web.Shared;

/// <summary>The icons of Siemens iX, as they were copied at build.</summary>
/// <param name="environment">Where the files are.</param>
public sealed class Icons(IWebHostEnvironment environment)
{
    private static readonly string[] Dropped = ["id", "fill", "fill-rule", "stroke", "stroke-width", "width", "height"];

    private readonly ConcurrentDictionary<string, IHtmlContent> _drawn = new(StringComparer.Ordinal);

    /// <summary>The icon as inline SVG in the colour of the text around it.</summary>
    /// <param name="name">The icon's name in iX.</param>
    public IHtmlContent Draw(string name) => _drawn.GetOrAdd(name, Read);

    private IHtmlContent Read(string name)
    {
        var file = environment.WebRootFileProvider.GetFileInfo($"lib/icons/{name}.svg");
        if (!file.Exists)
        {
            return HtmlString.Empty;
        }

        using var stream = file.CreateReadStream();
        var drawing = XElement.Load(stream);
        drawing.Descendants().Where(part => part.Name.LocalName is "desc" or "title").Remove();
        drawing.DescendantsAndSelf().Attributes().Where(attribute => Dropped.Contains(attribute.Name.LocalName)).Remove();
        drawing.SetAttributeValue("class", "icon");
        drawing.SetAttributeValue("aria-hidden", "true");
        return new HtmlString(drawing.ToString(SaveOptions.DisableFormatting));
    }
}

/// <summary><c>&lt;icon name="search" /&gt;</c>.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(Icons icons) : TagHelper
{
    /// <summary>The icon's name in iX.</summary>
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(icons.Draw(Name));
    }
}
