using System.Text;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>Which message says something new, however its report is kept and found.</summary>
public class ReportFactsTests
{
    private static readonly string s_long = new('L', 100);

    private readonly ShardState _state = new();
    private readonly ReportFacts _facts;

    public ReportFactsTests() => _facts = new ReportFacts(_state);

    [Fact]
    public void A_lower_revision_says_nothing_new_and_a_higher_one_does()
    {
        var head = Keep(Fact(revision: 2));

        _facts.IsDuplicate(Fact(revision: 1, images: 99), head).ShouldBeTrue();
        _facts.IsDuplicate(Fact(revision: 3), head).ShouldBeFalse();
    }

    [Fact]
    public void Each_of_several_contents_of_the_highest_revision_is_known_and_those_of_lower_ones_are_not_asked()
    {
        Keep(Fact(revision: 1, images: 7));
        Keep(Fact(revision: 2, images: 1));
        Keep(Fact(revision: 2, images: 2));
        var head = Keep(Fact(revision: 2, images: 3));

        foreach (var images in new[] { 1, 2, 3 })
        {
            _facts.IsDuplicate(Fact(revision: 2, images: images), head).ShouldBeTrue($"{images}");
        }

        _facts.IsDuplicate(Fact(revision: 2, images: 7), head).ShouldBeFalse();
    }

    [Fact]
    public void Facts_that_were_kept_unlinked_are_linked_as_if_they_came_one_by_one()
    {
        var messages = Enumerable.Range(0, 40).Select(i => Fact($"R{i % 3}", revision: 1 + (i % 4), images: i % 5, offset: i)).ToList();
        messages.ForEach(fact => _facts.AppendUnlinked(fact));
        var one = new ReportFacts(new ShardState());

        _facts.BeginReindex();
        for (var i = 0; i < messages.Count; i++)
        {
            var fact = messages[i];
            var head = one.Find(fact);
            var isNew = head < 0 || !one.IsDuplicate(fact, head);
            _facts.Link(i).ShouldBe(isNew, $"message {i}");
            if (isNew)
            {
                one.Append(ref fact, head);
            }
        }

        foreach (var id in new[] { "R0", "R1", "R2" })
        {
            Offsets(_facts, id).ShouldBe(Offsets(one, id));
        }
    }

    [Fact]
    public void The_same_message_twice_is_one_version()
    {
        _facts.AppendUnlinked(Fact());
        _facts.AppendUnlinked(Fact(offset: 1));
        _facts.BeginReindex();

        (_facts.Link(0), _facts.Link(1)).ShouldBe((true, false));
    }

    /// <summary>Nothing lies behind the last of them, not even unused.</summary>
    [Fact]
    public void As_many_facts_as_fill_their_memory_are_linked_to_the_last()
    {
        const int Full = 1 << 14;
        for (var i = 0; i < Full; i++)
        {
            _facts.AppendUnlinked(Fact($"R{i}", offset: i));
        }

        _facts.BeginReindex();

        Enumerable.Range(0, Full).ShouldAllBe(i => _facts.Link(i));
        _facts.Find(Fact($"R{Full - 1}")).ShouldBe(Full - 1);
    }

    [Fact]
    public void What_followed_from_other_records_is_worked_out_anew_after_a_restart()
    {
        Keep(Fact());
        _facts[0].Conflicting = _facts[0].Billable = true;
        var state = new ShardState();
        var restored = new ReportFacts(state);
        state.Restore(1, _state.TakeChanges(1).Segment.Span);

        restored.BeginReindex();
        restored.Reindex(0);

        (restored[0].Conflicting, restored[0].Billable, restored.Find(Fact())).ShouldBe((false, false, 0));
    }

    [Theory]
    [InlineData(3000, 2, 2, 2)]
    [InlineData(2, 3000, 2, 2)]
    [InlineData(2, 2, 3000, 2)]
    [InlineData(2, 2, 2, 3000)]
    public void A_fact_of_long_texts_has_the_hash_of_all_of_them(int id, int client, int provider, int bodyPart)
    {
        var texts = new[] { id, client, provider, bodyPart }.Select(length => new string('x', length)).ToList();
        var fact = Read(texts[0], texts[1], texts[2], texts[3]);

        var canonical = string.Join('\u001f', "report", texts[1], texts[0], "3", texts[2], "CT", texts[3], "URGENT", "12", "639000000000000001");
        _facts.Hash(fact).ShouldBe(Hash128.Of(Encoding.UTF8.GetBytes(canonical)));
    }

    [Fact]
    public void A_report_is_one_clients_and_its_id_is_the_same_in_no_other_form()
    {
        var head = Keep(Fact("R1"));

        _facts.Find(Fact("R1")).ShouldBe(head);
        _facts.Find(Fact("R1") with { Client = 1 }).ShouldBe(-1);
        _facts.Find(Fact("R2")).ShouldBe(-1);
        _facts.Find(new ReportFact(Fact("R1").Id with { Kind = ReportIdKind.Uuid }, 1, Priority.Routine, false)).ShouldBe(-1);
    }

    [Fact]
    public void Ids_are_ordered_by_their_bytes_in_whatever_form_they_are_kept()
    {
        string[] ordered =
        [
            "0", "0b5f1e4e-6f6a-4a3e-9d3c-0123456789ab", "1", "A", "AA", "AAAAAAAAAAAA", "AAAAAAAAAAAB", "AB", s_long, s_long + "1", "LM", "R1", "R10", "é",
        ];
        var facts = ordered.Select(id => Read(id)).ToList();

        for (var i = 0; i < facts.Count; i++)
        {
            for (var k = 0; k < facts.Count; k++)
            {
                Math.Sign(_facts.CompareIds(facts[i], facts[k])).ShouldBe(i.CompareTo(k), $"{ordered[i]} and {ordered[k]}");
            }

            _facts.ReportIdText(facts[i]).ShouldBe(ordered[i]);
        }
    }

    [Fact]
    public void A_report_costs_its_fact_and_what_its_id_needs_beside_it()
    {
        var plain = ReportFacts.BytesOf(0);

        plain.ShouldBe(72);
        ReportFacts.BytesOf(ReportId.ShortLengthMax).ShouldBe(plain);
        ReportFacts.BytesOf(ReportId.ShortLengthMax + 1).ShouldBe(plain + ReportId.ShortLengthMax + 1 + 64);
    }

    [Theory]
    [InlineData("R1")]
    [InlineData("a-report-id-of-more-than-sixty-four-bytes-which-is-kept-in-a-table-of-its-own-beside-the-facts")]
    public void A_stored_report_read_into_other_facts_says_the_same(string id)
    {
        _facts.Providers.Number("P0"u8);
        var fact = Read(id);
        _facts.Append(ref fact, -1);
        var segment = _state.TakeChanges(1).Segment.ToArray();
        var other = new ReportFacts(new ShardState());
        other.Providers.Number("P7"u8);
        var client = other.Clients.Number("C1"u8);

        var read = new List<UInt128>();
        new StoredReports(long.MaxValue, (in StoredReport stored) =>
        {
            var copy = other.Read(client, stored);
            (copy.Offset, copy.Revision, copy.Priority, copy.Cancelled).ShouldBe((77, 3, Priority.Urgent, false));
            other.ReportIdText(copy).ShouldBe(id);
            read.Add(other.Hash(copy));
        }).Take(segment);

        read.ShouldBe([_facts.Hash(fact)]);
    }

    private int Keep(ReportFact fact) => _facts.Append(ref fact, _facts.Find(fact));

    private ReportFact Read(string id, string client = "C1", string provider = "P1", string bodyPart = "HEAD") => _facts.Read(
        _facts.Clients.Number(Encoding.UTF8.GetBytes(client)),
        new ReportRecord
        {
            ReportId = Encoding.UTF8.GetBytes(id),
            ProviderId = Encoding.UTF8.GetBytes(provider),
            Modality = "CT"u8,
            BodyPart = Encoding.UTF8.GetBytes(bodyPart),
            Images = 12,
            CompletedAtTicks = 639_000_000_000_000_001,
            Revision = 3,
            Priority = Priority.Urgent,
        },
        offset: 77);

    private static List<long> Offsets(ReportFacts facts, string id)
    {
        var offsets = new List<long>();
        for (var version = facts.Find(Fact(id)); version >= 0; version = facts[version].Previous)
        {
            offsets.Add(facts[version].Offset);
        }

        return offsets;
    }

    private static ReportFact Fact(string id = "R1", long revision = 1, int images = 10, long offset = 0) =>
        new(ReportId.Encode(Encoding.UTF8.GetBytes(id), new StringTable()), revision, Priority.Routine, cancelled: false) { Images = images, CompletedAtTicks = 5, Offset = offset };
}
