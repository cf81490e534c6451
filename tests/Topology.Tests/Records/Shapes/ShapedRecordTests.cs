using System.Text;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Tests.Records.Shapes;

public class ShapedRecordTests
{
    private static readonly ShapedRecord Client = Read();

    [Fact]
    public void Absent_fields_are_null_for_those_who_ask_so()
    {
        Client.OptionalText("segment").ShouldBeNull();
        Client.Text("name").ShouldBe("City Hospital");
        Should.Throw<InvalidOperationException>(() => Client.Text("segment")).Message.ShouldContain("segment");
    }

    [Fact]
    public void Asking_for_a_field_that_no_record_has_is_a_fault() =>
        Should.Throw<ArgumentException>(() => Client.OptionalText("colour")).Message.ShouldContain("colour");

    private static ShapedRecord Read()
    {
        byte[] json = Encoding.UTF8.GetBytes(JsonOf.Record(JsonOf.Client, ("segment", null)));
        ShapeDecoder.TryDecode(TopicCatalogue.Clients, "C1"u8, true, json, out ShapedRecord? record, out _).ShouldBeTrue();
        return record.ShouldNotBeNull();
    }
}
