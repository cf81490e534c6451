using System.Runtime.InteropServices;
using Sluice.Engine.Actors;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>One client of a shadow month: what may be taken of it, and its figures. Owned by one thread.</summary>
/// <param name="limit">Null where the client is outside the scope.</param>
internal sealed class ShadowClient(int number, string key, BusinessMonth month, ShadowLimit? limit) : KeyedActor(number, key)
{
    private readonly Dictionary<(int Provider, PayRule Rule), (long Reports, Int128 Cogs)> _earned = [];

    private UInt128 _fingerprint;

    /// <summary>Reports at or beyond it are not taken; none are outside the scope.</summary>
    public long Limit { get; } = limit?.Offset ?? long.MinValue;

    /// <summary>What its reports occupy, or would.</summary>
    public long Bytes { get; set; }

    public ClientActor Actor { get; } = new(number, key);

    /// <summary>The months that were closed before; null until asked for.</summary>
    public ClosedMonths? Closed { get; set; }

    public ClientMonth Month => Actor.MonthOf(month.FirstDay);

    /// <summary>Whether an earlier booking left out the report at the offset.</summary>
    public bool Excludes(long offset) => limit!.Excluded.Contains(offset);

    /// <summary>Adds a billable report of the month.</summary>
    public void Count(in ReportFact fact, in Verdict verdict)
    {
        var rule = verdict.Rule!;
        Month.Figures.Count(verdict.Modality, verdict.Day, (int)fact.Priority, rule.Currency, verdict.Cogs, 1);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_earned, (fact.Provider, rule), out _);
        _fingerprint = unchecked(_fingerprint + Mix(fact.Offset));
        sum = (sum.Reports + 1, sum.Cogs + verdict.Cogs);
    }

    /// <summary>Of the records counted: the sum of their offsets' hashes, 32 hexadecimal digits.</summary>
    public string Fingerprint => _fingerprint.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What its reports earn, by provider, currency and rule (ordinal).</summary>
    public IReadOnlyList<EarnedPart> Earned(ReportFacts facts) =>
    [
        .. _earned
            .Select(e => new EarnedPart(facts.Providers.Text(e.Key.Provider), e.Key.Rule.Currency, e.Key.Rule.RuleId, e.Value.Reports, e.Value.Cogs))
            .OrderBy(part => part.ProviderId, StringComparer.Ordinal)
            .ThenBy(part => part.Currency, StringComparer.Ordinal)
            .ThenBy(part => part.RuleId, StringComparer.Ordinal),
    ];

    /// <summary>Spreads an offset over 128 bits, so that no other set of records has the same sum by chance.</summary>
    private static UInt128 Mix(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, offset);
        return Hash128.Of(bytes);
    }
}
