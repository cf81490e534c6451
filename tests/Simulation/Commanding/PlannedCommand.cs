using System.Text.Json.Nodes;

namespace Sluice.Simulation.Commanding;

/// <summary>A command that will be sent.</summary>
/// <param name="At">Once so many of the world's records are sent.</param>
/// <param name="Delay">And so many milliseconds after the command before it.</param>
/// <param name="Type">As in its message.</param>
/// <param name="Fields">What its type has beside, from what its sender sees by then.</param>
/// <param name="Delivery">How it is sent.</param>
public sealed record PlannedCommand(int At, int Delay, string Type, Func<ISight, JsonObject> Fields, Delivery Delivery = Delivery.Once);

/// <summary>How a command is sent, whatever goes wrong besides.</summary>
public enum Delivery
{
    /// <summary>Until it is acknowledged.</summary>
    Once,

    /// <summary>And then once more, as it is.</summary>
    Twice,

    /// <summary>And then once more under its id, with another cut and reason.</summary>
    Reissued,

    /// <summary>Signed with another key than the books'.</summary>
    Forged,

    /// <summary>Forged under the id of the command after it.</summary>
    ForgedAhead,
}

/// <summary>What the sender of commands sees of the books.</summary>
public interface ISight
{
    /// <summary>Months closed for a client, ascending.</summary>
    IReadOnlyList<string> ClosedMonths { get; }

    /// <summary>Documents, by number.</summary>
    IReadOnlyList<(string Number, decimal Total)> Documents { get; }

    /// <summary>Ids of the commands sent, in order.</summary>
    IReadOnlyList<string> Sent { get; }
}
