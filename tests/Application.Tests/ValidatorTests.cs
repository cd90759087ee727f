using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.Assets;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Enterprise.Application.Tests;

/// <summary>The validators as the application registers them: which field of a query is refused, at the edges.</summary>
public sealed class ValidatorTests
{
    private static readonly DateOnly Day = new(2026, 2, 28);

    private readonly IServiceProvider _services = TheApplication.Services().BuildServiceProvider();

    public static TheoryData<ListAssets.Query, string?> Lists => new()
    {
        { new(), null },
        { new() { Search = new string('x', 128) }, null },
        { new() { Search = new string('x', 129) }, "Search" },
        { new() { Search = "<script>\"\\\0" }, null },
        { new() { Type = "core.basicarea" }, null },
        { new() { Type = "basicarea" }, "Type" },
        { new() { Type = string.Empty }, "Type" },
        { new() { Parent = "0123456789abcdef0123456789abcdef" }, null },
        { new() { Parent = "0123456789ABCDEF0123456789ABCDEF" }, "Parent" },
        { new() { Sort = "name,desc" }, null },
        { new() { Sort = "externalId" }, null },
        { new() { Sort = string.Empty }, null },
        { new() { Sort = "name,down" }, "Sort" },
        { new() { Sort = "owner" }, "Sort" },
        { new() { Page = 1_000_000 }, null },
        { new() { Page = 1_000_001 }, "Page" },
        { new() { Page = 0 }, "Page" },
        { new() { Page = int.MinValue }, "Page" },
        { new() { Size = 25 }, null },
        { new() { Size = 100 }, null },
        { new() { Size = 26 }, "Size" },
        { new() { Size = 0 }, "Size" },
        { new() { Size = 101 }, "Size" },
    };

    public static TheoryData<ShowAsset.Query, string?> Assets => new()
    {
        { new() { Id = "0123456789abcdef0123456789abcdef" }, null },
        { new(), "Id" },
        { new() { Id = "0123456789ABCDEF0123456789ABCDEF" }, "Id" },
        { new() { Id = "0123456789abcdef0123456789abcdef\n" }, "Id" },
        { new() { Id = "../../../../../../../../etc/pass" }, "Id" },
    };

    public static TheoryData<SearchAccessLog.Query, string?> Searches => new()
    {
        { new(), null },
        { new() { User = new string('x', 256) }, null },
        { new() { User = new string('x', 257) }, "User" },
        { new() { Action = [AccessAction.ReadAccessLog, AccessAction.ChangeKey] }, null },
        { new() { Outcome = [AccessOutcome.Failed] }, null },
        { new() { From = Day }, null },
        { new() { To = Day }, null },
        { new() { From = Day, To = Day }, null },
        { new() { From = Day, To = Day.AddDays(-1) }, "To" },
        { new() { From = DateOnly.MinValue }, null },
        { new() { From = DateOnly.MaxValue }, null },
        { new() { To = DateOnly.MaxValue.AddDays(-1) }, null },
        { new() { To = DateOnly.MaxValue }, "To" },
        { new() { Before = "1700000000000000.7" }, null },
        { new() { Before = "0.0" }, null },
        { new() { Before = "00.0" }, "Before" },
        { new() { Before = string.Empty }, "Before" },
        { new() { Before = "1700000000000000" }, "Before" },
        { new() { Before = "1700000000000000.-7" }, "Before" },
        { new() { Before = "900000000000000000.1" }, "Before" },
        { new() { Size = 50 }, null },
        { new() { Size = 51 }, "Size" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_is_refused_at_its_edges(ListAssets.Query query, string? field) => AssertRefused(query, field);

    [Theory]
    [MemberData(nameof(Assets))]
    public void An_asset_is_refused_at_its_edges(ShowAsset.Query query, string? field) => AssertRefused(query, field);

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_search_of_the_log_is_refused_at_its_edges(SearchAccessLog.Query query, string? field) => AssertRefused(query, field);

    private void AssertRefused<T>(T query, string? field)
    {
        var faults = _services.GetRequiredService<IValidator<T>>().Validate(query).Errors;
        Assert.Equal(field is null ? [] : [field], faults.Select(fault => fault.PropertyName).Distinct());
        Assert.All(faults, fault => Assert.EndsWith(".", fault.ErrorMessage, StringComparison.Ordinal));
    }
}
