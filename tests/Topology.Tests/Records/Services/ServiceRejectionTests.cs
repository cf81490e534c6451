namespace Sluice.Topology.Tests.Records.Services;

public class ServiceRejectionTests
{
    [Theory]
    [InlineData("quantity", "-1", "-1", "quantity must be a number of at least 0, but is -1")]
    [InlineData("unit_rate", "-0.01", "-0.01", "unit_rate must be a number of at least 0, but is -0.01")]
    [InlineData("amount", "-5", "-5", "amount must be a number of at least 0, but is -5")]
    [InlineData("amount", "\"900.50\"", "900.50", "amount must be a number of at least 0, but is \"900.50\"")]
    [InlineData("amount", "1.123456789", "1.123456789", "amount must have at most 8 digits after the decimal point, but is 1.123456789")]
    [InlineData("amount", "1234567890123456", "1234567890123456", "amount must have at most 15 digits before the decimal point, but is 1234567890123456")]
    [InlineData("quantity", "NaN", "NaN", "quantity must be a number of at least 0, but is NaN, which is not JSON")]
    [InlineData("currency", "\"RUPEE\"", "RUPEE", "currency must be a currency code of ISO 4217, but is \"RUPEE\"")]
    [InlineData("service_date", "\"2026-02-30\"", "2026-02-30", "service_date must be a date of the calendar as YYYY-MM-DD, but is \"2026-02-30\"")]
    [InlineData("site", "\" \"", " ", "site must not be empty, but is \" \"")]
    [InlineData("site", "null", "null", "site is required, but is null")]
    [InlineData("site", null, null, "site is required, but is missing")]
    [InlineData("site", "\"a\\tb\"", "a\\tb", "site must not hold the character U+0009, but is \"a\\tb\"")]
    [InlineData("service_type", "7", "7", "service_type must be text, but is 7")]
    [InlineData("revision", "0", "0", "revision must be a whole number of at least 1, but is 0")]
    [InlineData("cancelled", "\"no\"", "no", "cancelled must be true or false, but is \"no\"")]
    public void A_faulty_job_is_told_by_field(string field, string? json, string? value, string reason)
    {
        var why = ReadService.NoJob(ServiceJson.JobWith((field, json)));
        (why.Field, why.Value, why.Reason).ShouldBe((field, value, reason));
    }

    [Theory]
    [InlineData("posted_date", "null", "null", "posted_date is required, but is null")]
    [InlineData("posted_date", "\"17.01.2026\"", "17.01.2026", "posted_date must be a date of the calendar as YYYY-MM-DD, but is \"17.01.2026\"")]
    [InlineData("entry_id", "\"\"", "", "entry_id must not be empty, but is \"\"")]
    [InlineData("amount", "true", "true", "amount must be a number, but is true")]
    [InlineData("job_ref", "12", "12", "job_ref must be text, but is 12")]
    [InlineData("description", "\"\\u0000\"", "\\u0000", "description must not hold the character U+0000, but is \"\\u0000\"")]
    [InlineData("reverses", "\"L1\"", "L1", "reverses must be another entry than the record's own, but is \"L1\"")]
    [InlineData("unit_rate", "1", "1", "unit_rate (here 1) is not a field of ledger, which has entry_id, client_id, job_ref, site, service_type, service_date, posted_date, quantity, amount, currency, description, reverses, revision, cancelled")]
    public void A_faulty_entry_is_told_by_field(string field, string? json, string? value, string reason)
    {
        var why = ReadService.NoEntry(ServiceJson.EntryWith((field, json)));
        (why.Field, why.Value, why.Reason).ShouldBe((field, value, reason));
    }

    [Fact]
    public void Repeated_fields_are_refused()
    {
        ReadService.NoJob(ServiceJson.JobWith()[..^1] + ",\"site\":\"B\"}").Reason.ShouldBe("site stands more than once in the record, again with \"B\"");
        ReadService.NoEntry(ServiceJson.EntryWith()[..^1] + ",\"amount\":7}").Field.ShouldBe("amount");
    }

    [Fact]
    public void The_key_must_be_the_client()
    {
        ReadService.NoJob(ServiceJson.JobWith(), "C2").Reason.ShouldBe("the message key must be the record's client_id \"C1\", but is \"C2\"");
        ReadService.NoEntry(ServiceJson.EntryWith(), null).Reason.ShouldBe("the message key must be the record's client_id \"C1\", but the message has no key");
    }
}
