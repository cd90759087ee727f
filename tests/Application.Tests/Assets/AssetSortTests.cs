using Enterprise.Application.Assets;
using Xunit;

namespace Enterprise.Application.Tests.Assets;

public sealed class AssetSortTests
{
    public static TheoryData<AssetColumn> Columns => [.. Enum.GetValues<AssetColumn>()];

    [Theory]
    [MemberData(nameof(Columns))]
    public void An_order_reads_what_it_wrote(AssetColumn column)
    {
        foreach (var sort in new[] { new AssetSort(column, Descending: false), new AssetSort(column, Descending: true) })
        {
            Assert.True(AssetSort.TryParse(sort.ToString(), out var read));
            Assert.Equal(sort, read);
        }
    }

    [Theory]
    [InlineData(null, "name")]
    [InlineData("", "name")]
    [InlineData("externalId,desc", "externalId,desc")]
    [InlineData("twin", "twin")]
    public void An_order_is_read(string? text, string expected)
    {
        Assert.True(AssetSort.TryParse(text, out var sort));
        Assert.Equal(expected, sort.ToString());
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("name,")]
    [InlineData(",desc")]
    [InlineData("name,DESC")]
    [InlineData("name,asc")]
    [InlineData("EXTERNALID,desc")]
    [InlineData("name,desc,asc")]
    [InlineData("name;desc")]
    [InlineData("owner")]
    [InlineData("externalİd")]
    [InlineData("ıd")]
    [InlineData("name\0")]
    [InlineData("name\n")]
    public void What_is_no_order_is_refused(string text)
    {
        Assert.False(AssetSort.TryParse(text, out var sort));
        Assert.Null(sort);
    }

    [Fact]
    public void Every_column_is_named() => Assert.Equal(Enum.GetValues<AssetColumn>().Length, AssetSort.Names.Split(", ").Length);
}
