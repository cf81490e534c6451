using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Margin;

public class ReportFactTests
{
    private const long RevisionMax = 999_999_999_999_999;

    [Fact]
    public void A_fact_is_one_cache_line() => Unsafe.SizeOf<ReportFact>().ShouldBe(64);

    [Theory]
    [InlineData(1, Priority.Routine, false, ReportIdKind.Inline)]
    [InlineData(RevisionMax, Priority.Stat, true, ReportIdKind.Table)]
    [InlineData(RevisionMax, Priority.Urgent, false, ReportIdKind.Uuid)]
    public void Packed_fields_do_not_touch_each_other(long revision, Priority priority, bool cancelled, ReportIdKind kind)
    {
        var fact = new ReportFact(new ReportId(ulong.MaxValue, 5, kind), revision, priority, cancelled);
        fact.Superseded = fact.Conflicting = fact.Billable = true;

        (fact.Revision, fact.Priority, fact.Cancelled, fact.Id).ShouldBe((revision, priority, cancelled, new ReportId(ulong.MaxValue, 5, kind)));
        fact.Previous.ShouldBe(-1);

        fact.ForgetDerived();
        (fact.Superseded, fact.Conflicting, fact.Billable).ShouldBe((false, false, false));
        (fact.Revision, fact.Priority, fact.Cancelled).ShouldBe((revision, priority, cancelled));
    }

    [Fact]
    public void A_report_stands_unless_it_is_cancelled_superseded_or_disputed()
    {
        Fact().Stands.ShouldBeTrue();
        (Fact() with { Billable = true }).Stands.ShouldBeTrue();
        (Fact() with { Superseded = true }).Stands.ShouldBeFalse();
        (Fact() with { Conflicting = true }).Stands.ShouldBeFalse();
        Fact(cancelled: true).Stands.ShouldBeFalse();
    }

    [Fact]
    public void Two_messages_say_the_same_wherever_they_lie_and_whatever_became_of_them()
    {
        var fact = Fact();
        fact.SaysTheSameAs(Fact() with { Offset = 99, Previous = 4, Billable = true, Superseded = true }).ShouldBeTrue();

        fact.SaysTheSameAs(Fact() with { Images = 11 }).ShouldBeFalse();
        fact.SaysTheSameAs(Fact() with { CompletedAtTicks = 1 }).ShouldBeFalse();
        fact.SaysTheSameAs(Fact() with { Provider = 1 }).ShouldBeFalse();
        fact.SaysTheSameAs(Fact() with { Study = 1 }).ShouldBeFalse();
        fact.SaysTheSameAs(Fact(cancelled: true)).ShouldBeFalse();
        fact.SaysTheSameAs(Fact(priority: Priority.Stat)).ShouldBeFalse();
        fact.SaysTheSameAs(Fact(revision: 3)).ShouldBeFalse();
    }

    /// <summary>The documented form, so that another implementation can compute it.</summary>
    [Theory]
    [InlineData("R1", "HEAD", Priority.Urgent, "URGENT")]
    [InlineData("0b5f1e4e-6f6a-4a3e-9d3c-0123456789ab", "", Priority.Routine, "ROUTINE")]
    [InlineData("a-report-id-of-more-than-sixty-four-bytes-which-needs-a-larger-buffer-than-the-usual", "", Priority.Stat, "STAT")]
    public void The_hash_of_a_fact_is_that_of_its_fields(string id, string bodyPart, Priority priority, string word)
    {
        var facts = new ReportFacts(new ShardState());
        var report = new ReportRecord
        {
            ReportId = Encoding.UTF8.GetBytes(id),
            ProviderId = "P1"u8,
            Modality = "CT"u8,
            BodyPart = Encoding.UTF8.GetBytes(bodyPart),
            Images = 12,
            CompletedAtTicks = 639_000_000_000_000_001,
            Revision = 3,
            Priority = priority,
        };
        var fact = facts.Read(facts.Clients.Number("C1"u8), report, offset: 77);

        var canonical = string.Join('\u001f', "report", "C1", id, "3", "P1", "CT", bodyPart, word, "12", "639000000000000001");
        facts.Hash(fact).ShouldBe(Hash128.Of(Encoding.UTF8.GetBytes(canonical)));
        facts.ReportIdText(fact).ShouldBe(id);
    }

    [Fact]
    public void The_index_knows_the_latest_version_of_each_report_also_after_a_restart()
    {
        var state = new ShardState();
        var facts = new ReportFacts(state);
        for (var i = 0; i < 5000; i++)
        {
            var fact = Fact(id: $"R{i % 2000}", revision: i + 1);
            facts.Append(ref fact, facts.Find(fact)).ShouldBe(i);
        }

        var other = new ShardState();
        var restored = new ReportFacts(other);
        other.Restore(1, state.TakeChanges(1).Segment.Span);
        for (var i = 0; i < restored.Count; i++)
            restored.Reindex(i);

        restored.Count.ShouldBe(5000);
        for (var i = 0; i < 2000; i++)
        {
            var latest = restored.Find(Fact(id: $"R{i}"));
            latest.ShouldBe(i < 1000 ? i + 4000 : i + 2000);
            restored[latest].Previous.ShouldBe(latest - 2000);
        }

        restored.Find(Fact(id: "R2000")).ShouldBe(-1);
        restored.Find(Fact(id: "R1") with { Client = 1 }).ShouldBe(-1);
    }

    private static ReportFact Fact(string id = "R1", long revision = 2, Priority priority = Priority.Routine, bool cancelled = false) =>
        new(ReportId.Encode(Encoding.UTF8.GetBytes(id), new StringTable()), revision, priority, cancelled) { Images = 10, CompletedAtTicks = 5 };
}
