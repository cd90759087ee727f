using Enterprise.Infrastructure.AccessLog.Retention;
using Xunit;

namespace Enterprise.Infrastructure.Tests.AccessLog.Retention;

/// <summary>Which filters may name a person.</summary>
public sealed class FilterReferencesTests
{
    [Theory]
    [InlineData("user=u-7", true)]
    [InlineData("outcome=Denied&address=192.0.2.7", true)]
    [InlineData("search=li%40acme.example", true)]
    [InlineData("search=pump&sort=name", false)]
    public void A_filter_that_asks_for_somebody_may_name_them(string text, bool mayName) =>
        Assert.Equal(mayName, FilterReferences.MayName(text));
}
