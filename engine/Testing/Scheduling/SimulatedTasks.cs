namespace Sluice.Engine.Testing.Scheduling;

/// <summary>Brings tasks started or continued without a scheduler of their own into the seeded order.</summary>
internal sealed class SimulatedTasks(SeededScheduler scheduler) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task) => scheduler.CurrentProcess.Post(Execute, task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        scheduler.IsOwnThread && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Execute(object? task) => TryExecuteTask((Task)task!);
}
