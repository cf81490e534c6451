namespace Sluice.Engine.State;

/// <summary>What is known of a refusal by the store.</summary>
public enum StoreRefusal
{
    /// <summary>Nobody can say whether it passes.</summary>
    Unknown,

    /// <summary>It is known to pass, sooner or later: no space, a lock, another transaction, a lost connection.</summary>
    MayPass,

    /// <summary>
    /// The rows themselves were refused (a constraint, a trigger, a value that no column takes): the same rows would be
    /// refused again, however often.
    /// </summary>
    OfRows,
}
