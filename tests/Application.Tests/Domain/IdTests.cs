using Enterprise.Domain.Assets;
using Enterprise.Domain.Tenancy;
using Xunit;

namespace Enterprise.Application.Tests.Domain;

/// <summary>What is an id and what only looks like one.</summary>
public sealed class IdTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("a")]
    [InlineData("acme")]
    [InlineData("7")]
    [InlineData("0123456789")]
    [InlineData("a-b--c")]
    [InlineData("12345678901234567890123456789012")]
    public void A_tenant_is_read(string text)
    {
        Assert.True(TenantId.TryParse(text, out var tenant));
        Assert.Equal((text, text, TenantId.Parse(text)), (tenant.Value, tenant.ToString(), tenant));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("-acme")]
    [InlineData("acme-")]
    [InlineData("-")]
    [InlineData("Acme")]
    [InlineData("acme ")]
    [InlineData("acme\n")]
    [InlineData("acme\0")]
    [InlineData("acme.")]
    [InlineData("acme.borealis")]
    [InlineData("ac_me")]
    [InlineData("ac/me")]
    [InlineData("acme%00")]
    [InlineData("acm\u0435")]
    [InlineData("\u0131nfo")]
    [InlineData("\u0130nfo")]
    [InlineData("acme\u200b")]
    [InlineData("acme\u00ad")]
    [InlineData("\uff41cme")]
    [InlineData("e\u0301")]
    [InlineData("stra\u00dfe")]
    [InlineData("\u0661\u0662")]
    [InlineData("ac\u2010me")]
    [InlineData("\ud83d\ude00")]
    public void What_is_no_tenant_is_refused(string? text)
    {
        Assert.False(TenantId.TryParse(text, out var tenant));
        Assert.Null(tenant);
        Assert.Throws<FormatException>(() => TenantId.Parse(text));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("North_1.2-x")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("0123456789ABCDEF")]
    public void A_subtenant_is_read(string text)
    {
        Assert.True(SubtenantId.TryParse(text, out var subtenant));
        Assert.Equal((text, text, SubtenantId.Parse(text)), (subtenant.Value, subtenant.ToString(), subtenant));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("north south")]
    [InlineData("north\n")]
    [InlineData("north\0")]
    [InlineData("n\u043erth")]
    [InlineData("\u0130zmir")]
    [InlineData("\u212aelvin")]
    [InlineData("north/south")]
    [InlineData("north'")]
    [InlineData("n\u00f6rd")]
    public void What_is_no_subtenant_is_refused(string? text)
    {
        Assert.False(SubtenantId.TryParse(text, out var subtenant));
        Assert.Null(subtenant);
        Assert.Throws<FormatException>(() => SubtenantId.Parse(text));
    }

    [Theory]
    [InlineData(Hex)]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    public void An_asset_is_read(string text)
    {
        Assert.True(AssetId.TryParse(text, out var id));
        Assert.Equal((text, text, AssetId.Parse(text)), (id.Value, id.ToString(), id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData(Hex + "0")]
    [InlineData(Hex + "\n")]
    [InlineData(Hex + "\0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("0123456789abcdef0123456789abcde.")]
    [InlineData("0123456789abcdef0123456789abcde\0")]
    [InlineData("0123456789abcdef0123456789abcde\n")]
    [InlineData("0123456789abcdef0123456789abcd\u0435f")]
    [InlineData("0123456789abcdef0123456789abcde\uff46")]
    [InlineData("\u0660123456789abcdef0123456789abcde")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("../../../../../../../../etc/pass")]
    public void What_is_no_asset_is_refused(string? text)
    {
        Assert.False(AssetId.TryParse(text, out var id));
        Assert.Null(id);
        Assert.Throws<FormatException>(() => AssetId.Parse(text));
    }

    [Theory]
    [InlineData("core.basicarea")]
    [InlineData("a.b")]
    [InlineData("acme1234.Pump_7")]
    [InlineData("_.0")]
    public void A_type_is_read(string text)
    {
        Assert.True(AssetTypeId.TryParse(text, out var type));
        Assert.Equal((text, text, AssetTypeId.Parse(text)), (type.Value, type.ToString(), type));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("core")]
    [InlineData("core.")]
    [InlineData(".basicarea")]
    [InlineData("core..basicarea")]
    [InlineData("core.basic.area")]
    [InlineData("core.basicarea.")]
    [InlineData("core.basicarea\n")]
    [InlineData("core.basicarea\0")]
    [InlineData("core.basic area")]
    [InlineData("core.basic-area")]
    [InlineData("ninechars.x")]
    [InlineData("core.bas\u0131carea")]
    [InlineData("core.bas\u0130carea")]
    [InlineData("c\u043ere.basicarea")]
    [InlineData("core\uff0ebasicarea")]
    [InlineData("core.\"}")]
    public void What_is_no_type_is_refused(string? text)
    {
        Assert.False(AssetTypeId.TryParse(text, out var type));
        Assert.Null(type);
        Assert.Throws<FormatException>(() => AssetTypeId.Parse(text));
    }

    [Fact]
    public void A_type_has_at_most_128_characters()
    {
        Assert.True(AssetTypeId.TryParse("core." + new string('x', 123), out _));
        Assert.False(AssetTypeId.TryParse("core." + new string('x', 124), out _));
    }

    [Fact]
    public void Ids_are_equal_by_value_and_by_case()
    {
        Assert.Equal(TenantId.Parse("acme"), TenantId.Parse("acme"));
        Assert.NotEqual(SubtenantId.Parse("North"), SubtenantId.Parse("north"));
        Assert.NotEqual(AssetTypeId.Parse("acme.Pump"), AssetTypeId.Parse("acme.pump"));
    }
}
