namespace Sluice.Topology.Reference;

/// <summary>What is missing before a report can be priced; its record is pending until it arrives.</summary>
public enum PricingGap : byte
{
    None = 0,

    /// <summary>No version of the provider is known.</summary>
    UnknownProvider,

    /// <summary>All versions of the provider take effect after the day.</summary>
    ProviderNotInEffect,

    /// <summary>No provider rule in effect matches.</summary>
    NoProviderRule,

    /// <summary>The client is not known.</summary>
    UnknownClient,

    /// <summary>Neither the modality's slot nor that of all others has a rule in effect.</summary>
    NoClientRule,

    /// <summary>The rule that won is in another currency than the client.</summary>
    OtherCurrency,
}
