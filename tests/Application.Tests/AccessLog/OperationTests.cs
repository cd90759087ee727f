using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Xunit;

namespace Enterprise.Application.Tests.AccessLog;

/// <summary>No record, no removal: operator commands through the real registration, with substitutes for log and database.</summary>
public sealed class OperationTests
{
    private static readonly TenantId Acme = TenantId.Parse("acme");
    private static readonly LogScope Chain = LogScope.Of(Acme);
    private static readonly IProgress<long> Silent = new Progress<long>();

    private readonly IAccessLog _log = Substitute.For<IAccessLog>();
    private readonly ILegalHolds _holds = Substitute.For<ILegalHolds>();
    private readonly ILogStatus _status = Substitute.For<ILogStatus>();
    private readonly IPruning _pruning = Substitute.For<IPruning>();
    private readonly IErasure _erasure = Substitute.For<IErasure>();
    private readonly IPseudonymisation _pseudonymisation = Substitute.For<IPseudonymisation>();
    private readonly List<string> _steps = [];
    private readonly List<AccessEntry> _entries = [];

    public OperationTests()
    {
        _holds.ReadAsync(default).ReturnsForAnyArgs(new LegalHolds([]));
        _erasure.FindAsync(default!, default!, default).ReturnsForAnyArgs(new UserData(Acme, ["u-1"], ["anna"], [1, 2], [2, 3], 0));
        _erasure.OwnAddressesAsync(default!, default).ReturnsForAnyArgs(Array.Empty<string>());
        _erasure.UnusedAsync(default!, default).ReturnsForAnyArgs(Array.Empty<string>());
        _log.WhenForAnyArgs(log => log.AppendAsync(default!)).Do(call =>
        {
            _entries.Add(call.Arg<AccessEntry>());
            _steps.Add("entry");
        });
        _holds.WhenForAnyArgs(holds => holds.StateAsync(default!, default, default!, default)).Do(_ => _steps.Add("statement"));
        _pruning.WhenForAnyArgs(steps => steps.StateAsync(default!, default)).Do(_ => _steps.Add("statement"));
        _pruning.WhenForAnyArgs(steps => steps.RemoveAsync(default!, default, default!, default)).Do(_ => _steps.Add("removal"));
        _erasure.WhenForAnyArgs(steps => steps.StateAsync(default!, default, default!, default)).Do(_ => _steps.Add("statement"));
        _erasure.WhenForAnyArgs(steps => steps.RemoveAsync(default!, default!, default)).Do(_ => _steps.Add("removal"));
        _pseudonymisation.WhenForAnyArgs(steps => steps.StateAsync(default!, default)).Do(_ => _steps.Add("statement"));
        _pseudonymisation.WhenForAnyArgs(steps => steps.ReplaceAsync(default!, default, default!, default))
            .Do(_ => _steps.Add("removal"));
    }

    [Theory]
    [InlineData(AccessAction.PruneAccessLog, 2)]
    [InlineData(AccessAction.EraseUser, 3)]
    [InlineData(AccessAction.PseudonymiseUsers, 2)]
    public async Task An_operation_is_signed_and_recorded_before_anything_is_removed(AccessAction action, int items)
    {
        await SendAsync(action);
        Assert.Equal(["statement", "entry", "removal"], _steps);
        var entry = Assert.Single(_entries);
        Assert.Equal((action, AccessOutcome.Granted, items, Acme, "olga", null, "command-1", "audit test"),
            (entry.Action, entry.Outcome, entry.Items, entry.Tenant, entry.Subject!.UserName, entry.Subject.UserId, entry.RequestId,
            entry.Subject.UserAgent));
    }

    [Theory]
    [InlineData(AccessAction.PruneAccessLog)]
    [InlineData(AccessAction.EraseUser)]
    [InlineData(AccessAction.PseudonymiseUsers)]
    public async Task Nothing_is_removed_before_the_entry_is_durable(AccessAction action)
    {
        var durable = new TaskCompletionSource();
        _log.AppendAsync(default!).ReturnsForAnyArgs(durable.Task);
        _steps.Clear();
        var sent = SendAsync(action);
        Assert.Equal(["statement", "entry"], _steps);
        durable.SetException(new AccessLogUnavailableException("full"));
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => sent);
        Assert.Equal(["statement", "entry"], _steps);
    }

    [Theory]
    [InlineData(AccessAction.PruneAccessLog)]
    [InlineData(AccessAction.EraseUser)]
    [InlineData(AccessAction.PseudonymiseUsers)]
    public async Task A_held_chain_loses_nothing_and_the_attempt_is_recorded(AccessAction action)
    {
        foreach (var held in new[] { Chain, LogScope.All })
        {
            _holds.ReadAsync(default).ReturnsForAnyArgs(new LegalHolds([held]));
            Assert.Equal("legal_hold", (await Assert.ThrowsAsync<RetentionRefusedException>(() => SendAsync(action))).Reason);
        }

        Assert.Equal(["entry", "entry"], _steps);
        Assert.All(_entries, entry => Assert.Equal((action, AccessOutcome.Denied, "legal_hold", Acme),
            (entry.Action, entry.Outcome, entry.Reason, entry.Tenant)));
    }

    [Fact]
    public async Task An_interrupted_removal_continues_without_a_second_statement_and_entry()
    {
        _pruning.StatedAsync(default!, default).ReturnsForAnyArgs(2);
        await SendAsync(AccessAction.PruneAccessLog);
        Assert.Equal(["removal"], _steps);
    }

    [Fact]
    public async Task A_hold_of_all_chains_is_an_entry_of_each()
    {
        _status.ChainsAsync(LogScope.All, Arg.Any<CancellationToken>()).Returns([LogScope.Unauthenticated, Chain]);
        await SendAsync(new SetLegalHold.Command(LogScope.All, IsHeld: true, "case 7"));
        Assert.Equal(["statement", "entry", "entry"], _steps);
        Assert.Equal([null, Acme], _entries.Select(entry => entry.Tenant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public async Task An_invalid_command_reaches_nothing(string reason)
    {
        await Assert.ThrowsAsync<ValidationException>(() => SendAsync(new SetLegalHold.Command(Chain, IsHeld: true, reason)));
        await Assert.ThrowsAsync<ValidationException>(() => SendAsync(new EraseUser.Command(new(Acme, "anna", reason), Silent)));
        Assert.Empty(_steps);
    }

    [Fact]
    public async Task The_service_runs_no_operation()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(new SetLegalHold.Command(Chain, true, "case 7"), by: null));
        Assert.Empty(_steps);
    }

    private Task SendAsync(AccessAction action) => action switch
    {
        AccessAction.PruneAccessLog => SendAsync(new PruneAccessLog.Command(new(Chain, 400, default, 2, 2, IsHeld: false), Silent)),
        AccessAction.EraseUser => SendAsync(new EraseUser.Command(new(Acme, "anna", "ticket 7"), Silent)),
        _ => SendAsync(new PseudonymiseUsers.Command(new(Chain, default, 2, IsHeld: false), Silent)),
    };

    private Task<Operation<T>> SendAsync<T>(IOperation<T> operation) => SendAsync(operation, new("olga", "command-1", "audit test"));

    private async Task<Operation<T>> SendAsync<T>(IOperation<T> operation, LogOperator? by)
    {
        var services = by is null ? TheApplication.Services() : new ServiceCollection().AddLogging().AddMetrics().AddOperations(by)
            .AddSingleton(new ServiceNode("node-1", "1.2.3"));
        await using var provider = services.AddSingleton<TimeProvider>(new FakeTimeProvider()).AddSingleton(_log).AddSingleton(_holds)
            .AddSingleton(_status).AddSingleton(_pruning).AddSingleton(_erasure).AddSingleton(_pseudonymisation)
            .AddSingleton(Substitute.For<IStoreFiles>()).BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(operation);
    }
}
