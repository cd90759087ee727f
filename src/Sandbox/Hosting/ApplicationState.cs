namespace Enterprise.Sandbox.Hosting;

/// <summary>What is known of the application behind the gateway: it starts, it runs somewhere, or it does not run and why.</summary>
internal sealed class ApplicationState
{
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private State current = new Starting();

    public State Current => Volatile.Read(ref current);

    /// <summary>Ends when the application is no longer starting.</summary>
    public Task Settled => settled.Task;

    public void Become(State state)
    {
        Volatile.Write(ref current, state);
        if (state is not Starting)
        {
            settled.TrySetResult();
        }
    }

    internal abstract record State;

    internal sealed record Starting : State;

    internal sealed record Running(Uri Origin) : State;

    internal sealed record Failed(string Reason, IReadOnlyList<string> LastLines) : State;
}
