using System.Runtime.CompilerServices;

namespace Sluice.Engine.Testing.Scheduling;

/// <summary>One callback that is ready to run.</summary>
/// <param name="Number">How many were made ready before it.</param>
internal readonly record struct Step(long Number, SimulatedProcess Process, SendOrPostCallback Callback, object? State)
{
    /// <summary>What runs, in words: the async method where it can be told.</summary>
    public string Describe() => $"{Process.Name}: {DescribeState() ?? Name(Callback)}";

    private string? DescribeState() => State switch
    {
        Action action => StateMachineOf(action.Target?.GetType()) ?? Name(action),
        SimulatedTimer.Arming arming => $"timer of {arming.Timer.Describe()}",
        null => null,
        _ => StateMachineOf(State.GetType()) ?? State.GetType().Name,
    };

    /// <summary>An awaiting method is a generic box around its compiler-made state machine, <c>Outer+&lt;Method&gt;d__7</c>.</summary>
    private static string? StateMachineOf(Type? box)
    {
        var machine = box?.GenericTypeArguments.FirstOrDefault(t => t.IsAssignableTo(typeof(IAsyncStateMachine)));
        return machine is null ? null : $"{machine.DeclaringType?.Name}.{Between(machine.Name)}";
    }

    internal static string Name(Delegate method) => $"{method.Method.DeclaringType?.Name}.{Between(method.Method.Name)}";

    private static string Between(string name)
    {
        var end = name.IndexOf('>', StringComparison.Ordinal);
        return end > 1 && name[0] == '<' ? name[1..end] : name;
    }
}
