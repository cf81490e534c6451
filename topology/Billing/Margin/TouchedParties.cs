using Sluice.Engine.State;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Billing.Margin;

/// <summary>Which of a shard's clients and providers a change of the book touches, by number. Owned by the shard's thread.</summary>
public sealed class TouchedParties(ReportFacts facts, BookDelta delta)
{
    private readonly List<bool> _clients = [];
    private readonly List<bool> _providers = [];

    public bool Client(int number) => At(_clients, facts.Clients, delta.TouchesClient, number);

    public bool Provider(int number) => At(_providers, facts.Providers, delta.TouchesProvider, number);

    /// <summary>Parties are numbered as they are first seen, which may be while the change is worked off.</summary>
    private static bool At(List<bool> flags, StringTable texts, Func<string, bool> touched, int number)
    {
        while (flags.Count <= number)
        {
            flags.Add(touched(texts.Text(flags.Count)));
        }

        return flags[number];
    }
}
