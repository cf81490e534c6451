using System.Buffers.Text;
using System.Text;
using Sluice.Engine.State;
using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The facts of one shard, the texts they refer to, and the index by identity (client, report id). Owned by the
/// shard's thread.
/// </summary>
public sealed class ReportFacts
{
    // Ids of the stored parts: they never change.
    internal const byte FactsSection = 16;
    internal const byte ClientsSection = 17;
    internal const byte ProvidersSection = 18;
    internal const byte StudiesSection = 19;
    internal const byte LongIdsSection = 20;

    // Facts that the index is asked for ahead of their turn when it is made anew: about what a core can wait for at once.
    private const int Ahead = 12;

    private readonly FactTable<ReportFact> _facts;
    private readonly StringTable _longIds;
    private readonly FactIndex _index;
    private byte[] _canonical = new byte[1024];

    public ReportFacts(ShardState state)
    {
        _facts = state.Register(FactsSection, new FactTable<ReportFact>());
        Clients = state.Register(ClientsSection, new StringTable());
        Providers = state.Register(ProvidersSection, new StringTable());
        Studies = new Studies(state.Register(StudiesSection, new StringTable()));
        _longIds = state.Register(LongIdsSection, new StringTable());
        _index = new FactIndex(i => _facts[i].Id.Hash(_facts[i].Client));
    }

    public StringTable Clients { get; }

    public StringTable Providers { get; }

    public Studies Studies { get; }

    public int Count => _facts.Count;

    /// <summary>What a report occupies, about: its fact, some 8 bytes of the index, and an id too long for the fact, with some 64 around it.</summary>
    /// <param name="idLength">Of the id, in bytes.</param>
    public static long BytesOf(int idLength) => FactTable<ReportFact>.FactBytes + 8 + (idLength > ReportId.ShortLengthMax ? idLength + 64 : 0);

    public ref ReportFact this[int index] => ref _facts[index];

    /// <summary>The latest accepted version of a report, or −1.</summary>
    public int Find(in ReportFact fact) => _index.Find(fact.Id.Hash(fact.Client), new SameReport(_facts, fact.Client, fact.Id));

    /// <summary>Reads a record into the form of a fact, without keeping it.</summary>
    public ReportFact Read(int client, in ReportRecord record, long offset) =>
        new(ReportId.Encode(record.ReportId, _longIds), record.Revision, record.Priority, record.Cancelled)
        {
            Offset = offset,
            CompletedAtTicks = record.CompletedAtTicks,
            Images = record.Images,
            Client = client,
            Provider = Providers.Number(record.ProviderId),
            Study = Studies.Number(record.Modality, record.BodyPart),
        };

    /// <summary>Reads a stored fact of another table into the form of a fact here, without keeping it.</summary>
    public ReportFact Read(int client, in StoredReport stored)
    {
        ref readonly var fact = ref stored.Fact;
        return new ReportFact(stored.IdIn(_longIds), fact.Revision, fact.Priority, fact.Cancelled)
        {
            Offset = fact.Offset,
            CompletedAtTicks = fact.CompletedAtTicks,
            Images = fact.Images,
            Client = client,
            Provider = Providers.Number(stored.Provider),
            Study = Studies.Number(stored.Study),
        };
    }

    /// <summary>Whether a report read just now says nothing new: a lower revision, or one of the contents known at the highest.</summary>
    /// <param name="head">The latest accepted version of the report.</param>
    public bool IsDuplicate(in ReportFact fact, int head)
    {
        var highest = _facts[head].Revision;
        if (fact.Revision < highest)
        {
            return true;
        }

        for (var known = head; known >= 0 && _facts[known].Revision == fact.Revision; known = _facts[known].Previous)
        {
            if (_facts[known].SaysTheSameAs(fact))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps a fact as the latest version of its report; <paramref name="head"/> is the one before, or −1.</summary>
    public int Append(ref ReportFact fact, int head)
    {
        fact.Previous = head;
        var index = _facts.Append(fact);
        Index(fact, index, head);
        return index;
    }

    /// <summary>Keeps a fact without a look at other versions of its report: <see cref="Link"/> finds them once all are kept.</summary>
    public void AppendUnlinked(in ReportFact fact) => _facts.Append(fact);

    /// <summary>
    /// Enters a fact that was kept unlinked as the latest version of its report; in order, after <see cref="BeginReindex"/>.
    /// False where it says nothing new: it is then no version.
    /// </summary>
    public bool Link(int index)
    {
        PrefetchAhead(index);
        ref var fact = ref _facts[index];
        var head = Find(fact);
        if (head >= 0 && IsDuplicate(fact, head))
        {
            return false;
        }

        fact.Previous = head;
        Index(fact, index, head);
        return true;
    }

    /// <summary>Gets the index ready for all restored facts.</summary>
    public void BeginReindex() => _index.Reserve(_facts.Count);

    /// <summary>Enters a restored fact into the index.</summary>
    public void Reindex(int index)
    {
        PrefetchAhead(index);
        ref var fact = ref _facts[index];
        fact.ForgetDerived();
#if PLANTED_BUGS
        if (Engine.PlantedBugs.Is(Engine.Bug.DedupeLostOverRestart))
        {
            return;
        }
#endif
        Index(fact, index, fact.Previous);
    }

    public string ReportIdText(in ReportFact fact)
    {
        Span<byte> text = stackalloc byte[64];
        var max = fact.Id.TextLengthMax(_longIds);
        text = max <= text.Length ? text : new byte[max];
        return Encoding.UTF8.GetString(text[..fact.Id.Decode(text, _longIds)]);
    }

    /// <summary>The order of two facts' report ids by their UTF-8 bytes.</summary>
    public int CompareIds(in ReportFact left, in ReportFact right)
    {
        if (left.Id.Kind == ReportIdKind.Inline && right.Id.Kind == ReportIdKind.Inline)
        {
            // Big-endian and padded with zeros: the numbers are ordered as the bytes are.
            var byHigh = left.IdHigh.CompareTo(right.IdHigh);
            return byHigh != 0 ? byHigh : left.IdLow.CompareTo(right.IdLow);
        }

        return IdBytes(left).AsSpan().SequenceCompareTo(IdBytes(right));
    }

    /// <summary>
    /// The hash of what a fact says, whatever shard or offset it lies at: over the UTF-8 fields joined by 0x1F,
    /// <c>report, client_id, report_id, revision, provider_id, modality, body_part, priority, images, completed_at</c>
    /// (UTC, 100 ns units since 0001-01-01).
    /// </summary>
    public UInt128 Hash(in ReportFact fact)
    {
        var client = Clients[fact.Client];
        var provider = Providers[fact.Provider];
        var study = Studies.Text(fact.Study);
        var lengthMax = 128 + client.Length + provider.Length + study.Length + fact.Id.TextLengthMax(_longIds);
        if (_canonical.Length < lengthMax)
        {
            _canonical = new byte[lengthMax * 2];
        }

        var writer = new CanonicalWriter(_canonical);
        writer.Add("report"u8);
        writer.Add(client);
        writer.Advance(fact.Id.Decode(writer.Rest, _longIds));
        writer.Add(fact.Revision);
        writer.Add(provider);
        writer.Add(study);
        writer.Add(PriorityWord(fact.Priority));
        writer.Add(fact.Images);
        writer.Add(fact.CompletedAtTicks);
        return Hash128.Of(writer.Written);
    }

    private void PrefetchAhead(int index)
    {
        if (index + Ahead < _facts.Count)
        {
            ref var later = ref _facts[index + Ahead];
            _index.Prefetch(later.Id.Hash(later.Client));
        }
    }

    private byte[] IdBytes(in ReportFact fact)
    {
        var text = new byte[fact.Id.TextLengthMax(_longIds)];
        return text[..fact.Id.Decode(text, _longIds)];
    }

    private static ReadOnlySpan<byte> PriorityWord(Priority priority) => priority switch
    {
        Priority.Routine => "ROUTINE"u8,
        Priority.Urgent => "URGENT"u8,
        _ => "STAT"u8,
    };

    private void Index(in ReportFact fact, int index, int head)
    {
        var hash = fact.Id.Hash(fact.Client);
        if (head < 0)
        {
            _index.AddNew(hash, index);
        }
        else
        {
            _index.Put(hash, new SameReport(_facts, fact.Client, fact.Id), index);
        }
    }

    private readonly struct SameReport(FactTable<ReportFact> facts, int client, ReportId id) : IFactMatch
    {
        public bool Is(int index)
        {
            ref var fact = ref facts[index];
            return fact.IdLow == id.Low && fact.IdHigh == id.High && fact.Client == client && fact.Id.Kind == id.Kind;
        }
    }

    private ref struct CanonicalWriter(Span<byte> target)
    {
        private readonly Span<byte> _target = target;
        private int _length;

        public readonly Span<byte> Rest => _target[_length..];

        /// <summary>What was added, without the separator behind the last field.</summary>
        public readonly ReadOnlySpan<byte> Written => _target[..(_length - 1)];

        public void Add(scoped ReadOnlySpan<byte> field)
        {
            field.CopyTo(Rest);
            Advance(field.Length);
        }

        public void Add(long field)
        {
            Utf8Formatter.TryFormat(field, Rest, out var written);
            Advance(written);
        }

        public void Advance(int written)
        {
            _length += written;
            _target[_length++] = 0x1f;
        }
    }
}
