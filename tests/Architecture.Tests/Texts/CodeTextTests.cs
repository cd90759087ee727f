using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Enterprise.Architecture.Tests.Texts;

/// <summary>Code and scripts of the web layer contain no sentences for users; they fill those of the resource files.</summary>
public sealed partial class CodeTextTests
{
    /// <summary>Only operators and developers read these: commands, the service's log, configuration errors, exceptions.</summary>
    private static readonly string[] ForOperators =
    [
        "Enterprise.Web.Commands", "Enterprise.Web.Security", "Enterprise.Web.ProcessEnd", "Enterprise.Web.Start",
        "Enterprise.Web.Errors.ExceptionRefusals", "Enterprise.Web.Errors.ServerRefusals", "Enterprise.Web.Health.HealthController",
        "Enterprise.Web.Shared.ApplicationOptions", "Enterprise.Web.Shared.Representation",
    ];

    private static readonly IReadOnlyList<TypeDefinition> Types =
        [.. Product.Web.Types.Where(type => Uses.IsOf(type.Namespace, "Enterprise.Web"))];

    [Fact]
    public void No_code_of_the_web_layer_contains_a_sentence()
    {
        var types = Types.Where(type => !IsForOperators(type)).ToList();
        Assert.Contains(types, type => type.Name == "Refusals");
        Assert.Contains("yyyy-MM-dd HH:mm:ss", types.SelectMany(Strings));
        Assert.Empty(types.SelectMany(type => Strings(type).Where(IsSentence).Select(text => $"{type.FullName}: {text}")));
    }

    [Fact]
    public void Every_exception_is_still_needed() => Assert.All(
        ForOperators, one => Assert.Contains(Types.Where(type => Uses.IsOf(type.FullName, one)).SelectMany(Strings), IsSentence));

    [Fact]
    public void No_script_contains_a_sentence()
    {
        var scripts = Product.Files("src/Web/wwwroot/js", ".js");
        Assert.Contains(scripts, script => script.Path.EndsWith("/session.js", StringComparison.Ordinal));
        Assert.Empty(scripts.SelectMany(script => StringsOf(script).Where(IsSentence)));
    }

    [Theory]
    [InlineData("the client disconnected before the response", true)]
    [InlineData(" was denied access", true)]
    [InlineData("public, max-age=300", false)]
    [InlineData("yyyy-MM-dd HH:mm:ss", false)]
    [InlineData("application/problem+json", false)]
    public void A_planted_sentence_is_found(string text, bool isSentence) => Assert.Equal(isSentence, IsSentence(text));

    [Theory]
    [InlineData("say(`You will be signed out in ${minutes} min`);")]
    [InlineData("say('You will be signed out');")]
    [InlineData("// It's a comment.\nsay(\"You will be signed out\");")]
    public void A_planted_sentence_in_a_script_is_found(string script) =>
        Assert.Contains(StringsOf(new("planted.js", script)), IsSentence);

    private static bool IsForOperators(TypeDefinition type) => ForOperators.Any(one => Uses.IsOf(type.FullName, one));

    /// <summary>The rule. A cache header is no sentence.</summary>
    private static bool IsSentence(string text) => TwoWords().IsMatch(text) && !text.StartsWith("public, ", StringComparison.Ordinal);

    private static IEnumerable<string> Strings(TypeDefinition outermost) =>
        from type in Uses.WithNested(outermost)
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode == OpCodes.Ldstr
        select (string)instruction.Operand;

    private static IEnumerable<string> StringsOf(SourceFile script) =>
        ScriptString().Matches(Comment().Replace(script.Text, string.Empty)).Select(match => match.Value);

    [GeneratedRegex(@"\p{L}{2,},? \p{Ll}{2,}")]
    private static partial Regex TwoWords();

    [GeneratedRegex(@"(?<!:)//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("""'[^'\n]*'|"[^"\n]*"|`[^`]*`""")]
    private static partial Regex ScriptString();
}
