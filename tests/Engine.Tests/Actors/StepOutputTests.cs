using Sluice.Engine.Actors;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Record = Sluice.Engine.Log.Record;

namespace Sluice.Engine.Tests.Actors;

public class StepOutputTests
{
    private static readonly TopicPartition Source = new("reports", 3);
    private readonly StepOutput _output = new(new Counters());

    [Fact]
    public void A_dead_letter_keeps_place_reason_and_bytes()
    {
        var record = new Record(17, 0, hasKey: true, "C1"u8, hasValue: true, [1, 0xFF]);

        _output.DeadLetter(Source, record, new DeadLetterReason("images -1 is below 0", "images", "-1"));

        var row = _output.Rows.ShouldHaveSingleItem();
        row.Table.ShouldBe(EngineTables.DeadLetters);
        row.Values[..7].ShouldBe(["reports", 3L, 17L, "C1", "images -1 is below 0", "images", "-1"]);
        row.Values[7].ShouldBe(new byte[] { 1, 0xFF });
        row.Values[8].ShouldBe(_output.Now);
        row.Values[9].ShouldBeNull();
        _output.Counters.Values["dead_letters"].ShouldBe(1);
    }

    [Fact]
    public void Missing_keys_and_payloads_stay_missing_and_wrong_bytes_are_shown_as_such()
    {
        _output.DeadLetter(Source, new Record(1, 0, false, default, false, default), new DeadLetterReason("no key"));
        _output.DeadLetter(Source, new Record(2, 0, true, [0x41, 0xFF], true, default), new DeadLetterReason("no UTF-8"));

        (_output.Rows[0].Values[3], _output.Rows[0].Values[7]).ShouldBe((null, null));
        _output.Rows[1].Values[3].ShouldBe("A\uFFFD");
        ((byte[])_output.Rows[1].Values[7]!).ShouldBeEmpty();
    }
}
