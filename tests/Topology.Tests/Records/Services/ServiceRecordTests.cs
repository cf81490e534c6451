using System.Text;
using Sluice.Topology.Records.Services;

namespace Sluice.Topology.Tests.Records.Services;

public class ServiceRecordTests
{
    [Fact]
    public void A_job_is_read_whole_but_for_the_patient() => ReadService.Job(ServiceJson.JobWith()).ShouldBe(
        new ReadService("J1", "C1", "City Hospital", "CT Brain", new(2026, 1, 15), 2m, 900.5m, "INR", 3, false, UnitRate: 450.25m));

    [Fact]
    public void An_entry_is_read_whole() => ReadService.Entry(ServiceJson.EntryWith()).ShouldBe(new ReadService(
        "L1", "C1", "City Hospital", "CT Brain", new(2026, 1, 15), -2m, -900.5m, "INR", 3, true, null, new(2026, 1, 17), "J1",
        "first\nsecond", "L0"));

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData(null)]
    public void What_is_optional_may_be_absent(string? absent)
    {
        var job = ReadService.Job(ServiceJson.JobWith(("patient_name", absent), ("revision", absent == "\"\"" ? null : absent), ("cancelled", null)));
        (job.Revision, job.Cancelled).ShouldBe((1, false));
        var entry = ReadService.Entry(ServiceJson.EntryWith(("job_ref", absent), ("description", absent), ("reverses", absent)));
        (entry.JobRef, entry.Description, entry.Reverses).ShouldBe(("", "", ""));
    }

    [Fact]
    public void Good_records_are_read_without_allocation()
    {
        var (jobs, entries) = (new JobDecoder(), new LedgerDecoder());
        byte[] job = Encoding.UTF8.GetBytes(ServiceJson.JobWith(("site", "\"Caf\\u00e9 \\\"West\\\"\"")));
        byte[] entry = Encoding.UTF8.GetBytes(ServiceJson.EntryWith(("site", "\"Caf\u00e9\"")));
        Allocations.Of(() =>
        {
            jobs.TryDecode("C1"u8, true, job, out JobRecord one, out _).ShouldBeTrue();
            entries.TryDecode("C1"u8, true, entry, out LedgerRecord other, out _).ShouldBeTrue();
            (one.Content() == other.Content()).ShouldBeFalse();
        }).ShouldBe(0);
    }

    [Theory]
    [InlineData("site", "\"City  Hospital\"")]
    [InlineData("service_type", "\"CT brain\"")]
    [InlineData("service_date", "\"2026-01-16\"")]
    [InlineData("quantity", "2.00000001")]
    [InlineData("unit_rate", "450.26")]
    [InlineData("amount", "900.51")]
    [InlineData("currency", "\"USD\"")]
    [InlineData("cancelled", "true")]
    public void Another_value_is_another_content_of_a_job(string field, string json) => SameJob(ServiceJson.JobWith((field, json))).ShouldBeFalse();

    [Fact]
    public void One_content_may_be_written_in_two_ways() => SameJob(ServiceJson.JobWith(
        ("quantity", "2.000"), ("amount", "90050e-2"), ("site", "\"City\\u0020Hospital\""), ("cancelled", null), ("revision", "4"),
        ("patient_name", "\"Somebody Else\""))).ShouldBeTrue();

    [Theory]
    [InlineData("job_ref", "\"J2\"")]
    [InlineData("job_ref", null)]
    [InlineData("posted_date", "\"2026-01-18\"")]
    [InlineData("description", "\"first\"")]
    [InlineData("reverses", "\"L2\"")]
    [InlineData("quantity", "2")]
    [InlineData("amount", "900.50")]
    public void Another_value_is_another_content_of_an_entry(string field, string? json)
    {
        Decode(ServiceJson.EntryWith(), out LedgerRecord one);
        Decode(ServiceJson.EntryWith((field, json)), out LedgerRecord other);
        (one.SaysTheSameAs(other), one.Content() == other.Content()).ShouldBe((false, false));
        (one.SaysTheSameAs(one), one.Content() == one.Content()).ShouldBe((true, true));
    }

    [Fact]
    public void Texts_that_move_between_fields_are_another_content()
    {
        Decode(ServiceJson.EntryWith(("job_ref", "\"AB\""), ("reverses", null)), out LedgerRecord one);
        Decode(ServiceJson.EntryWith(("job_ref", null), ("reverses", "\"AB\"")), out LedgerRecord other);
        (one.SaysTheSameAs(other), one.Content() == other.Content()).ShouldBe((false, false));
    }

    private static bool SameJob(string json)
    {
        new JobDecoder().TryDecode("C1"u8, true, Encoding.UTF8.GetBytes(ServiceJson.JobWith()), out JobRecord one, out _).ShouldBeTrue();
        new JobDecoder().TryDecode("C1"u8, true, Encoding.UTF8.GetBytes(json), out JobRecord other, out _).ShouldBeTrue();
        (one.Content() == other.Content()).ShouldBe(one.SaysTheSameAs(other));
        return one.SaysTheSameAs(other);
    }

    private static void Decode(string json, out LedgerRecord record) =>
        new LedgerDecoder().TryDecode("C1"u8, true, Encoding.UTF8.GetBytes(json), out record, out _).ShouldBeTrue();
}
