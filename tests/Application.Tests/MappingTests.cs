using AutoMapper;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.Assets;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Assets;
using Enterprise.Domain.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Application.Tests;

/// <summary>The mappings as the application registers them.</summary>
public sealed class MappingTests
{
    private static readonly Asset Pump = new()
    {
        Id = AssetId.Parse("0123456789abcdef0123456789abcdef"), Owner = "acme", Name = "Pump 7", Type = AssetTypeId.Parse("acme.pump"),
            ExternalId = "SN-7",
        TwinType = "performance", Parent = AssetId.Parse("00000000000000000000000000000009"), SharingModes = ["LATER", "RECEIVER"],
        Location = new("Germany", "Bavaria", "Erlangen", "Hauptstrasse 1", "91052", 49.59, 11.0),
    };

    private readonly IMapper _mapper = TheApplication.Services().BuildServiceProvider().GetRequiredService<IMapper>();

    [Fact]
    public void Every_member_of_every_result_is_accounted_for()
    {
        Assert.NotEmpty(((AutoMapper.Internal.IGlobalConfiguration)_mapper.ConfigurationProvider).GetAllTypeMaps());
        _mapper.ConfigurationProvider.AssertConfigurationIsValid();
    }

    [Fact]
    public void An_asset_becomes_a_row()
    {
        var row = _mapper.Map<ListAssets.Row>(Pump);
        Assert.Equal(
            new ListAssets.Row
            {
                Id = "0123456789abcdef0123456789abcdef", Name = "Pump 7", Type = "acme.pump", ExternalId = "SN-7",
                    LocationLocality = "Erlangen", LocationCountry = "Germany",
                TwinType = "performance", Parent = "00000000000000000000000000000009", ParentName = null, IsReceived = true,
            },
            row);
    }

    [Fact]
    public void An_asset_without_anything_optional_becomes_a_row_too()
    {
        var row = _mapper.Map<ListAssets.Row>(new Asset { Id = Pump.Id, Owner = "acme", Name = "x", Type = Pump.Type });
        Assert.Equal(new ListAssets.Row { Id = Pump.Id.Value, Name = "x", Type = "acme.pump" }, row);
    }

    [Fact]
    public void An_asset_becomes_fields()
    {
        var fields = _mapper.Map<ShowAsset.Fields>(Pump);
        Assert.Equal((Pump.Id.Value, "acme.pump", "acme", "91052", 49.59),
            (fields.Id, fields.Type, fields.Owner, fields.LocationPostalCode, fields.LocationLatitude));
        Assert.Null(_mapper.Map<ShowAsset.Fields>(Pump with { Location = null }).LocationLatitude);
    }

    [Fact]
    public void An_entry_becomes_a_row_of_the_log()
    {
        var entry = new AccessEntry
        {
            Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Tenant = TenantId.Parse("acme"), Subtenant = SubtenantId.Parse("north"),
                Subject = new("id", "anna", "::1", "192.0.2.1", true, "curl"),
            Action = AccessAction.ViewAsset, Outcome = AccessOutcome.Denied, Reason = "not_found", Items = 0, Occurrences = 3,
                RequestId = "r-1", Node = "node-1", Version = "1.2.3",
        };
        var row = _mapper.Map<SearchAccessLog.Row>(entry);
        Assert.Equal(("id", "anna", "::1", "north", 3),
            (row.SubjectUserId, row.SubjectUserName, row.SubjectAddress, row.Subtenant, row.Occurrences));
        Assert.Null(_mapper.Map<SearchAccessLog.Row>(entry with { Subtenant = null }).Subtenant);
    }
}
