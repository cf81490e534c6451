namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>How well two values of one field agree, the worse first.</summary>
public enum Agreement
{
    /// <summary>One side or both have no value: neither agreement nor disagreement.</summary>
    Missing,

    /// <summary>Another value.</summary>
    Different,

    /// <summary>Something in common.</summary>
    Weak,

    /// <summary>Alike.</summary>
    Near,

    /// <summary>The same but for a slip of the hand.</summary>
    Close,

    /// <summary>The value stands in another field of the kind, whose own value stands here.</summary>
    Swapped,

    /// <summary>Equal after normalisation.</summary>
    Equal,
}
