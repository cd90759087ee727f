namespace Enterprise.Sandbox.Hosting;

/// <summary>Waiting for a moment of the Sandbox's life.</summary>
internal static class Lifetime
{
    /// <summary>A task that is done when the token is cancelled.</summary>
    public static Task AsTask(this CancellationToken token)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(source.SetResult);
        return source.Task;
    }
}
