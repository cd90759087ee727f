using Enterprise.VerifiableLog.Retention;
using Xunit;

namespace Enterprise.VerifiableLog.Tests.Retention;

/// <summary>Whom a text names.</summary>
public sealed class ReferencesTests
{
    private const int MaxLength = 512;

    private static readonly string[] Anna = ["u-1", "anna@acme.example"];

    [Theory]
    [InlineData("user=anna%40acme.example", true)]
    [InlineData("user=ANNA@acme.example&size=25", true)]
    [InlineData("search=pump+anna@acme.example", true)]
    [InlineData("back=%2Faccess-log%3Fuser%3Danna%2540acme.example", true)]
    [InlineData("user=u-1", true)]
    [InlineData("user=u-1&user=u-12", true)]
    [InlineData("user=u-12", false)]
    [InlineData("user=xanna@acme.example", false)]
    [InlineData("user=anna", false)]
    [InlineData("search=pump%zz", false)]
    [InlineData("", false)]
    public void A_person_is_found_by_whole_words_however_they_are_encoded(string text, bool isNamed) =>
        Assert.Equal(isNamed, References.Names(text, Anna, MaxLength));

    [Theory]
    [InlineData(512, true)]
    [InlineData(511, false)]
    public void A_text_that_was_cut_in_a_name_counts(int length, bool isNamed)
    {
        var text = $"search={new string('x', length - "search= anna@ac".Length)} anna@ac";
        Assert.Equal(length, text.Length);
        Assert.Equal(isNamed, References.Names(text, Anna, MaxLength));
    }
}
