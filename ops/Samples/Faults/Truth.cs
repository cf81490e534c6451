using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>What is known about one injected fault.</summary>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Owner">The key that the record has, or should have.</param>
/// <param name="Books">What becomes of the record in the books: one of <see cref="InBooks"/>.</param>
/// <param name="Detail">What was done, in words.</param>
internal sealed record Truth(string Kind, string Topic, string RecordId, string Owner, string Books, string Detail)
{
    /// <param name="line">Where the faulty record stands in its topic, counted from 0.</param>
    public SampleRecord Write(JsonLine into, long line)
    {
        var json = into.Begin();
        json.WriteString("kind", Kind);
        json.WriteString("topic", Topic);
        json.WriteString("record_id", RecordId);
        json.WriteString("owner", Owner);
        json.WriteNumber("line", line);
        json.WriteString("books", Books);
        json.WriteString("detail", Detail);
        return new SampleRecord(SampleTopics.Truth, RecordId, into.End());
    }
}
