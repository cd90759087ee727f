using System.Text.RegularExpressions;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>Pages carry no script and no style of their own and encode all that they show; colours come from the look's tokens.</summary>
public sealed partial class MarkupTests
{
    private const string Names =
        "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue "
        + "chartreuse chocolate coral cornflowerblue "
        + "cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen "
            + "darkorange darkorchid darkred darksalmon "
        + "darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey "
            + "dodgerblue firebrick floralwhite forestgreen "
        + "fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki "
            + "lavender lavenderblush lawngreen lemonchiffon "
        + "lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen "
            + "lightskyblue lightslategray lightslategrey "
        + "lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple "
            + "mediumseagreen mediumslateblue mediumspringgreen "
        + "mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange "
            + "orangered orchid palegoldenrod palegreen "
        + "paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue "
            + "saddlebrown salmon sandybrown seagreen seashell "
        + "sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet "
            + "wheat white whitesmoke yellow yellowgreen";

    private static readonly HashSet<string> ColourNames = [.. Names.Split(' ')];

    [Fact]
    public void No_view_has_a_script_a_style_or_raw_text_of_its_own()
    {
        var views = Product.Files("src/Web", ".cshtml");
        Assert.Contains(views, view => view.Path == "src/Web/Shared/Layout.cshtml");
        Assert.Empty(views.SelectMany(Inline));
    }

    [Fact]
    public void The_style_sheet_names_no_colour()
    {
        var sheet = Assert.Single(Product.Files("src/Web/wwwroot/css", "app.css"));
        Assert.True(Declaration().Count(sheet.Text) > 100, "The rule sees the sheet's declarations.");
        Assert.Empty(Colours(sheet));
    }

    [Theory]
    [InlineData("""<script>alert(1)</script>""", "<script>")]
    [InlineData("""<script type="module">alert(1)</script>""", "<script type=\"module\">")]
    [InlineData("""<script data-src="x">alert(1)</script>""", "<script data-src=\"x\">")]
    [InlineData("""<p style="top: 0">""", " style=")]
    [InlineData("""<p STYLE = 'top: 0'>""", " STYLE =")]
    [InlineData("""<style>p { top: 0 }</style>""", "<style")]
    [InlineData("""<a href="/" onclick="go()">""", " onclick=")]
    [InlineData("""<a href="javascript:go()">""", "javascript:")]
    [InlineData("""@Html.Raw(Model.Name)""", "Html.Raw")]
    [InlineData("""@(new HtmlString(Model.Name))""", "HtmlString(")]
    public void A_planted_piece_of_markup_is_found(string markup, string found) =>
        Assert.Equal([$"Planted.cshtml: {found}"], Inline(new("Planted.cshtml", markup)));

    [Theory]
    [InlineData("""<script src="~/js/theme.js" defer></script>""")]
    [InlineData("""<script data-bar="x" src="~/js/bar.js"></script>""")]
    [InlineData("""<p class="style">@(once = "x") conversion="1"</p>""")]
    public void Proper_markup_is_left_alone(string markup) => Assert.Empty(Inline(new("Planted.cshtml", markup)));

    [Theory]
    [InlineData("p { color: #fff; }", "#fff")]
    [InlineData("p{color:#00ff00aa}", "#00ff00aa")]
    [InlineData("p { border: 1px solid rgb(0 0 0 / 50%); }", "rgb(")]
    [InlineData("p { background: RGBA(0, 0, 0, 1); }", "RGBA(")]
    [InlineData("p { background: linear-gradient(hsl(0, 0%, 0%), transparent); }", "hsl(")]
    [InlineData("p { color: oklch(0.5 0.1 20); }", "oklch(")]
    [InlineData("p { --own: red; }", "red")]
    [InlineData("p { color: var(--theme-color-1, Black); }", "Black")]
    [InlineData("@media print { body { background: white; } }", "white")]
    public void A_planted_colour_is_found(string sheet, string found) =>
        Assert.Equal([$"app.css: {found}"], Colours(new("app.css", sheet)));

    [Theory]
    [InlineData("#bad { color: transparent; } .outcome.green { background: none; }")]
    [InlineData("a.red:hover { fill: currentColor; color: var(--theme-color-red); }")]
    [InlineData("/* color: #fff; */ p { font-family: \"Red Hat\", sans-serif; }")]
    public void What_is_no_colour_is_left_alone(string sheet) => Assert.Empty(Colours(new("app.css", sheet)));

    /// <summary>The rule for views.</summary>
    private static IEnumerable<string> Inline(SourceFile view) =>
        Forbidden().Matches(view.Text).Select(match => $"{view.Path}: {match.Value}");

    /// <summary>The rule for the style sheet: what stands in the values of its declarations.</summary>
    private static IEnumerable<string> Colours(SourceFile sheet) =>
        from declaration in Declaration().Matches(NoText().Replace(sheet.Text, " "))
        from word in Word().Matches(declaration.Groups["value"].Value)
        where word.Value[0] == '#' || word.Value[^1] == '(' || ColourNames.Contains(word.Value.ToLowerInvariant())
        select $"{sheet.Path}: {word.Value}";

    [GeneratedRegex(
        """<script(?![^>]*\ssrc\s*=)[^>]*>|<style|\sstyle\s*=(?=\s*["'@])|\son[a-z]+\s*=(?=\s*["'@])|javascript:|Html\.Raw|HtmlString\(""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex("""/\*.*?\*/|"[^"]*"|'[^']*'""", RegexOptions.Singleline)]
    private static partial Regex NoText();

    [GeneratedRegex(@"[\w-]+\s*:\s*(?<value>[^;{}]+)(?=[;}])")]
    private static partial Regex Declaration();

    [GeneratedRegex(
        @"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|device-cmyk|light-dark)\("
        + @"|(?<![\w-])[a-z]+(?![\w(-])", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
