using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Enterprise.Architecture.Tests.Texts;

/// <summary>The resource files of the web layer and what refers to their texts.</summary>
internal static partial class TextFiles
{
    public static IReadOnlyList<Text> All { get; } = [.. Product.Files("src/Web/Resources", "Texts.resx").SelectMany(Read)];

    /// <summary>Sets of texts whose keys are made of a prefix and the names of members, each with the members' names.</summary>
    public static IReadOnlyList<(string File, string Prefix, IReadOnlyList<string> Members)> Families { get; } =
        [.. Web.GetTypes().SelectMany(FamiliesOf)];

    private static System.Reflection.Assembly Web => typeof(Enterprise.Web.Program).Assembly;

    public static IEnumerable<Text> Read(SourceFile file) =>
        from data in XDocument.Parse(file.Text).Root!.Elements("data")
        select new Text(Path.GetFileNameWithoutExtension(file.Path), (string)data.Attribute("name")!, (string?)data.Element("value") ?? "",
            (string?)data.Element("comment") ?? "");

    /// <summary>The placeholders of a text, for example <c>{0}</c>, each once, in order.</summary>
    public static IReadOnlyList<string> PlaceholdersOf(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<(string, string, IReadOnlyList<string>)> FamiliesOf(Type type) =>
        from field in type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic
            | System.Reflection.BindingFlags.Public)
        where field.FieldType.IsGenericType && field.FieldType.Name == "TextsOf`1"
        let family = field.GetValue(null)
        let texts = (ResourceManager)Property(family, "Texts")
        select (texts.BaseName.Split('.')[^1], (string)Property(family, "Prefix"),
            (IReadOnlyList<string>)[.. ((IEnumerable<string>)Property(family, "Names")).Order(StringComparer.Ordinal)]);

    private static object Property(object? family, string name) => family!.GetType().GetProperty(name)!.GetValue(family)!;

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    /// <summary>A text.</summary>
    /// <param name="File">The name of its file, which is that of its class.</param>
    internal sealed record Text(string File, string Key, string Value, string Comment)
    {
        public string Name => $"{File}.{Key}";

        /// <summary>The property that the build generates for it.</summary>
        public string Property => $"{File}.{Key.Replace('.', '_')}";
    }
}
