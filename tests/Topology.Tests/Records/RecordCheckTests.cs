using System.Text;
using Sluice.Engine.Log;
using Record = Sluice.Engine.Log.Record;

namespace Sluice.Topology.Tests.Records;

/// <summary>What may give its key to the shard that meets it, in the topology as it runs.</summary>
public class RecordCheckTests
{
    private static readonly byte[] Report = Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Report));

    [Fact]
    public void A_report_under_its_clients_key_claims_it() => Claims("C1", Report).ShouldBeTrue();

    [Fact]
    public void Garbage_and_a_report_under_another_key_claim_nothing()
    {
        Claims("C1", "garbage"u8.ToArray()).ShouldBeFalse();
        Claims("C2", Report).ShouldBeFalse();
    }

    private static bool Claims(string key, byte[] payload)
    {
        var reports = FinanceTopology.Build(new BooksSettings()).Streams.Single(s => s.Topic == FinanceTopics.Reports);
        return reports.Check!(new Record(0, 0, hasKey: true, Encoding.UTF8.GetBytes(key), hasValue: true, payload));
    }
}
