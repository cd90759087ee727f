using Enterprise.Application.AccessLog;
using Enterprise.Application.Assets;
using Enterprise.Application.Health;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Assets;
using Enterprise.Domain.Health;
using Enterprise.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Xunit;

namespace Enterprise.Application.Tests.AccessLog;

/// <summary>No record, no answer: through the real registration, with the log and the platform standing in.</summary>
public sealed class AuditBehaviourTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 42, 7, TimeSpan.Zero);
    private static readonly AssetId PumpId = AssetId.Parse("0123456789abcdef0123456789abcdef");
    private static readonly Asset Pump = new() { Id = PumpId, Owner = "acme", Name = "Pump 7", Type = AssetTypeId.Parse("acme.pump") };

    private static readonly AuthenticationContext Signed = new("https://acme.example/oauth/token", "enterprise-1", "0123", "User");

    private readonly IAccessLog _log = Substitute.For<IAccessLog>();
    private readonly IAssetCatalog _assets = Substitute.For<IAssetCatalog>();
    private readonly List<AccessEntry> _entries = [];
    private readonly IMediator _mediator;

    public AuditBehaviourTests()
    {
        var caller = Substitute.For<ICaller>();
        caller.User.Returns(new TenantUser(TenantId.Parse("acme"), SubtenantId.Parse("north"), "u-1", "anna@acme.example"));
        caller.Authentication.Returns(Signed);
        caller.Origin.Returns(new RequestOrigin("r-1", "192.0.2.7", "198.51.100.9", true, "curl/8"));
        _log.AppendAsync(Arg.Do<AccessEntry>(_entries.Add)).Returns(Task.CompletedTask);
        _assets.ListAsync(default!, default!, default!, default, default, default).ReturnsForAnyArgs(new Page<Asset>([Pump], 1, 50, 1));
        _assets.FindAsync(default!, default!, default).ReturnsForAnyArgs(Pump);
        _assets.ListAspectsAsync(default!, default!, default).ReturnsForAnyArgs(Array.Empty<Aspect>());
        _mediator = TheApplication.Services().AddSingleton<TimeProvider>(new FakeTimeProvider(Now.AddTicks(15)))
            .AddSingleton(_log).AddSingleton(_assets).AddSingleton(caller).BuildServiceProvider()
            .CreateScope().ServiceProvider.GetRequiredService<IMediator>();
    }

    [Fact]
    public async Task The_answer_waits_until_its_entry_is_durable()
    {
        var durable = new TaskCompletionSource();
        _log.AppendAsync(Arg.Any<AccessEntry>()).Returns(durable.Task);

        var answer = _mediator.Send(new ListAssets.Query());
        await Task.WhenAny(answer, Task.Delay(100));
        Assert.False(answer.IsCompleted);
        await _log.Received(1).AppendAsync(Arg.Any<AccessEntry>());

        durable.SetResult();
        Assert.Equal("Pump 7", Assert.Single((await answer).Rows.Items).Name);
    }

    [Fact]
    public async Task What_was_shown_is_recorded_with_who_what_and_how_much()
    {
        await _mediator.Send(new ListAssets.Query { Search = "pump", Page = 2 });

        var entry = Assert.Single(_entries);
        Assert.Equal(
            new AccessEntry
            {
                Id = entry.Id, At = Now.AddTicks(10), Tenant = TenantId.Parse("acme"), TenantAsSeen = TenantId.Parse("acme"),
                    Subtenant = SubtenantId.Parse("north"),
                Subject = new("u-1", "anna@acme.example", "192.0.2.7", "198.51.100.9", true, "curl/8"), Action = AccessAction.ListAssets,
                    Outcome = AccessOutcome.Granted,
                Detail = "search=pump&page=2", Items = 1, RequestId = "r-1", Node = "node-1", Version = "1.2.3", Authentication = Signed,
            },
            entry);
        Assert.Equal(7, entry.Id.Version);
    }

    [Fact]
    public async Task One_asset_is_recorded_with_its_id_and_its_name()
    {
        await _mediator.Send(new ShowAsset.Query { Id = PumpId.Value });

        var entry = Assert.Single(_entries);
        Assert.Equal((AccessAction.ViewAsset, AccessOutcome.Granted, PumpId.Value, "Pump 7", 2),
            (entry.Action, entry.Outcome, entry.Resource, entry.ResourceName, entry.Items));
    }

    [Fact]
    public async Task A_log_that_takes_no_entry_means_no_answer()
    {
        _log.AppendAsync(Arg.Any<AccessEntry>()).ThrowsAsync(new AccessLogUnavailableException("full"));
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => _mediator.Send(new ListAssets.Query()));
    }

    [Fact]
    public async Task A_log_that_takes_no_entry_hides_that_there_is_nothing_too()
    {
        _assets.FindAsync(default!, default!, default).ReturnsForAnyArgs((Asset?)null);
        _log.AppendAsync(Arg.Any<AccessEntry>()).ThrowsAsync(new AccessLogUnavailableException("full"));
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => _mediator.Send(new ShowAsset.Query { Id = PumpId.Value }));
    }

    [Fact]
    public async Task What_is_not_there_is_recorded_as_refused()
    {
        _assets.FindAsync(default!, default!, default).ReturnsForAnyArgs((Asset?)null);

        Assert.Null(await _mediator.Send(new ShowAsset.Query { Id = PumpId.Value }));

        var entry = Assert.Single(_entries);
        Assert.Equal((AccessOutcome.Denied, "not_found", PumpId.Value, null, 0),
            (entry.Outcome, entry.Reason, entry.Resource, entry.ResourceName, entry.Items));
    }

    [Theory]
    [InlineData(CatalogFailure.TokenRefused, AccessOutcome.Denied, "platform_token_refused")]
    [InlineData(CatalogFailure.RightMissing, AccessOutcome.Denied, "platform_right_missing")]
    [InlineData(CatalogFailure.TooManyRequests, AccessOutcome.Failed, "platform_busy")]
    [InlineData(CatalogFailure.Slow, AccessOutcome.Failed, "platform_slow")]
    [InlineData(CatalogFailure.Down, AccessOutcome.Failed, "platform_down")]
    [InlineData(CatalogFailure.Nonsense, AccessOutcome.Failed, "platform_invalid_response")]
    public async Task What_the_platform_refuses_or_fails_is_recorded_and_thrown_on(
        CatalogFailure failure, AccessOutcome outcome, string code)
    {
        var thrown = new AssetCatalogException(failure, "seen");
        _assets.ListAsync(default!, default!, default!, default, default, default).ThrowsAsyncForAnyArgs(thrown);

        Assert.Same(thrown, await Assert.ThrowsAsync<AssetCatalogException>(() => _mediator.Send(new ListAssets.Query())));

        var entry = Assert.Single(_entries);
        Assert.Equal((outcome, code, 0), (entry.Outcome, entry.Reason, entry.Items));
    }

    [Fact]
    public async Task A_failure_that_cannot_be_recorded_shows_as_a_log_out_of_order()
    {
        _assets.ListAsync(default!, default!, default!, default, default, default)
            .ThrowsAsyncForAnyArgs(new AssetCatalogException(CatalogFailure.Down, "seen"));
        _log.AppendAsync(Arg.Any<AccessEntry>()).ThrowsAsync(new AccessLogUnavailableException("full"));
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => _mediator.Send(new ListAssets.Query()));
    }

    [Fact]
    public async Task What_shows_no_tenant_data_is_not_recorded()
    {
        Assert.Equal(HealthStatus.Red, (await _mediator.Send(new GetHealth.Query())).Status);
        Assert.Empty(_entries);
    }

    [Fact]
    public async Task A_query_that_its_validator_refuses_reaches_neither_the_platform_nor_the_log()
    {
        var refused = await Assert.ThrowsAsync<ValidationException>(() => _mediator.Send(new ListAssets.Query { Page = 0 }));
        Assert.Equal("Page", Assert.Single(refused.Errors).PropertyName);
        Assert.Empty(_entries);
        Assert.Empty(_assets.ReceivedCalls());
    }
}
