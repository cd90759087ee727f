using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>
/// A piece of HTML. It is only made from interpolated text, whose holes are encoded unless they are HTML themselves: forgetting to encode
/// is not possible.
/// </summary>
internal sealed class Html
{
    private readonly string text;

    private Html(string text) => this.text = text;

    public static Html Empty { get; } = new("");

    public static Html Of(Builder content) => new(content.ToString());

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> show) => new(string.Concat(items.Select(item => show(item).text)));

    public override string ToString() => text;

    /// <summary>Collects the parts of an interpolated text.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Builder
    {
        private readonly StringBuilder text;

        public Builder(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(Html html) => text.Append(html);

        public void AppendFormatted(string? value) => text.Append(HtmlEncoder.Default.Encode(value ?? ""));

        public void AppendFormatted(Uri value) => AppendFormatted(value.AbsoluteUri);

        public override string ToString() => text.ToString();
    }
}
