namespace Sluice.Topology.Billing.Pricing;

/// <summary>
/// Takes the components of a price as they arise. Implemented by structs, so that the one algorithm compiles to a bare
/// sum where only the total is wanted, and totals and lines cannot part.
/// </summary>
internal interface IPriceSink
{
    void Take(in PriceComponent component);
}

/// <summary>Forgets everything: the total is kept by the walk itself.</summary>
internal readonly struct NoLines : IPriceSink
{
    public void Take(in PriceComponent component)
    {
    }
}
