namespace Sluice.Samples.Ledger;

/// <summary>How an entry tells what it is for.</summary>
/// <param name="Redated">Whether its date may be off, as the mix has it.</param>
internal readonly record struct EntryStyle(RefState Ref, NameState Site, NameState Service, bool Redated);

/// <summary>What an entry's job_ref is.</summary>
internal enum RefState
{
    Whole = 0,
    Missing,
    Mistyped,
}

/// <summary>What an entry calls a site or a service by.</summary>
internal enum NameState
{
    Own = 0,

    /// <summary>A name that the alias table has.</summary>
    Alias,

    /// <summary>A name that it has not.</summary>
    Unknown,
}
