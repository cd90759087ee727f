using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Enterprise.Architecture.Tests;

/// <summary>
/// Background work runs under the supervisor only, so that no fault of it ends the process or stays unseen. A task is no background work
/// where the method that runs it awaits it at once. The planted violations stand in <c>Planted/Background.cs</c>.
/// </summary>
public sealed class BackgroundTests
{
    private const string Supervisor = "Enterprise.Application.Background";
    private const string Planted = "Enterprise.Architecture.Tests.Planted.";

    private static readonly string[] Hosted =
    [
        "Microsoft.Extensions.Hosting.BackgroundService", "Microsoft.Extensions.Hosting.IHostedService",
        "Microsoft.Extensions.Hosting.IHostedLifecycleService",
    ];

    private static readonly string[] Starters =
    [
        "System.Threading.Tasks.Task::Run", "System.Threading.Tasks.Task::Start", "System.Threading.Tasks.Task::ContinueWith",
        "System.Threading.Tasks.TaskFactory::StartNew", "System.Threading.Thread::.ctor", "System.Threading.ThreadPool::QueueUserWorkItem",
        "System.Threading.ThreadPool::UnsafeQueueUserWorkItem", "System.Threading.ThreadPool::RegisterWaitForSingleObject",
        "System.Threading.Timer::.ctor", "System.Timers.Timer::.ctor", "System.TimeProvider::CreateTimer",
    ];

    private static readonly string[] Tasks = ["System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask"];

    [Fact]
    public void Background_work_runs_under_the_supervisor_only()
    {
        var found = Found(Product.Types);
        Assert.All(
            [
                "BackgroundLoop: IHostedService", "StartStep: IHostedService", "BackgroundWork: Task::Run",
                    "BackgroundWork: TaskFactory::StartNew",
                "BackgroundWork: TimeProvider::CreateTimer",
            ],
            own => Assert.Contains($"{Supervisor}.{own}", found));
        Assert.Empty(Strays(found));
    }

    [Fact]
    public void Planted_background_work_is_found_wherever_it_hides() => Assert.Equal(
        [
            "ContinuesATask: Task::ContinueWith", "ContinuesATask: discarded Task", "DiscardsATask: discarded Task",
            "DiscardsAValueTask: discarded ValueTask", "HostsALifecycle: IHostedLifecycleService", "HostsALifecycle: IHostedService",
            "HostsALoop: BackgroundService", "HostsAService: IHostedService", "IsAsyncVoid: async void", "MakesATimer: Timer::.ctor",
            "MakesATimerOfTheClock: TimeProvider::CreateTimer", "QueuesOnThePool: ThreadPool::QueueUserWorkItem", "RunsATask: Task::Run",
            "StartsAColdTask: Task::Start", "StartsATask: TaskFactory::StartNew", "StartsAThread: Thread::.ctor",
        ],
        Strays(Found(Product.Planted)).Select(one => one[Planted.Length..]));

    /// <summary>The rule: whatever may run apart from its caller, each with the type that has it.</summary>
    private static IReadOnlyList<string> Found(IEnumerable<TypeDefinition> types) =>
    [
        .. (from outer in types
            from type in Uses.WithNested(outer)
            from what in HostedBy(type).Concat(type.Methods.SelectMany(In))
            select $"{outer.FullName}: {what}").Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Strays(IEnumerable<string> found) => found.Where(one => !Uses.IsOf(one.Split(':')[0], Supervisor));

    private static IEnumerable<string> HostedBy(TypeDefinition type) =>
        type.Interfaces.Select(one => one.InterfaceType).Append(type.BaseType)
            .Where(parent => parent is not null && Hosted.Contains(parent.FullName)).Select(parent => parent.Name);

    private static IEnumerable<string> In(MethodDefinition method)
    {
        var isAsync = method.CustomAttributes.Any(one => one.AttributeType.Name == "AsyncStateMachineAttribute");
        if (isAsync && method.ReturnType.FullName == "System.Void")
        {
            yield return "async void";
        }

        foreach (var step in method.HasBody ? method.Body.Instructions : [])
        {
            if (step.Operand is not MethodReference called)
            {
                continue;
            }

            var name = $"{called.DeclaringType.GetElementType().FullName.Split('`')[0]}::{called.Name}";
            if (Starters.Contains(name) && !IsAwaited(step))
            {
                yield return name[(name.LastIndexOf('.', name.IndexOf(':', StringComparison.Ordinal)) + 1)..];
            }

            var result = called.ReturnType.GetElementType().FullName.Split('`')[0];
            var isSupervised = called.DeclaringType.FullName == $"{Supervisor}.BackgroundWork";
            if (Next(step)?.OpCode == OpCodes.Pop && Tasks.Contains(result) && !isSupervised)
            {
                yield return $"discarded {result[(result.LastIndexOf('.') + 1)..]}";
            }
        }
    }

    private static bool IsAwaited(Instruction step) => Next(step) switch
    {
        { Operand: MethodReference { Name: "GetAwaiter" } } => true,
        { OpCode.Code: >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 } option =>
        Next(option)?.Operand is MethodReference { Name: "ConfigureAwait" },
        _ => false,
    };

    private static Instruction? Next(Instruction step)
    {
        var next = step.Next;
        while (next?.OpCode == OpCodes.Nop)
        {
            next = next.Next;
        }

        return next;
    }
}
