using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Books.Sheets;

/// <summary>Which of the versions of each report stands, once all are known (contract §1, versions).</summary>
internal static class ShadowVersions
{
    /// <summary>Puts some facts in their places; all of them are kept, in the order of their offsets, and come in that order.</summary>
    public static void Link(ReportFacts facts, int from, int to)
    {
        if (from == 0)
        {
            facts.BeginReindex();
        }

        for (var index = from; index < to; index++)
        {
            if (facts.Link(index))
            {
                Relate(facts, index);
            }
            else
            {
                facts[index].Superseded = true;
            }
        }
    }

    /// <summary>Tells the versions before this one, the latest, that they count no longer.</summary>
    private static void Relate(ReportFacts facts, int index)
    {
        ref var fact = ref facts[index];
        if (fact.Previous < 0)
        {
            return;
        }

        var highest = facts[fact.Previous].Revision;
        if (fact.Revision == highest)
        {
            facts[fact.Previous].Conflicting = true;
            fact.Conflicting = true;
            return;
        }

        for (var before = fact.Previous; before >= 0 && facts[before].Revision == highest; before = facts[before].Previous)
        {
            facts[before].Conflicting = false;
            facts[before].Superseded = true;
        }
    }
}
