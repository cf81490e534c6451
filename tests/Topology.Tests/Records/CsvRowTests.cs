using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Csv;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Tests.Records;

public class CsvRowTests
{
    private static readonly string[] Headers =
        ["report_id", "client_id", "provider_id", "modality", "body_part", "priority", "images", "completed_at", "revision", "cancelled"];

    [Fact]
    public void A_row_becomes_the_record_it_stands_for()
    {
        string json = Row("0017", "C1", "P1", "CT", "", "STAT", " 3 ", "2026-01-15T10:00:00Z", "", "TRUE");
        json.ShouldBe(
            "{\"report_id\":\"0017\",\"client_id\":\"C1\",\"provider_id\":\"P1\",\"modality\":\"CT\",\"priority\":\"STAT\"," +
            "\"images\":3,\"completed_at\":\"2026-01-15T10:00:00Z\",\"cancelled\":true}");
        Decoded.Report(json).Cancelled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("images", "1,234", "1,234")]
    [InlineData("images", "NaN", "NaN")]
    [InlineData("images", "1e400", "1e400")]
    [InlineData("images", "3}", "3}")]
    [InlineData("images", "-3", "-3")]
    [InlineData("cancelled", "yes", "yes")]
    [InlineData("revision", "null", "null")]
    [InlineData("report_id", "R\u0000", "R\\u0000")]
    [InlineData("priority", "STAT\"", "STAT\\\"")]
    public void A_bad_cell_is_rejected_by_field_and_value(string column, string cell, string value)
    {
        string[] cells = ["R1", "C1", "P1", "CT", "HEAD", "STAT", "3", "2026-01-15T10:00:00Z", "1", "false"];
        cells[Array.IndexOf(Headers, column)] = cell;
        Rejection why = Decoded.Rejected(CsvRow.ToJson(TopicCatalogue.Reports, Headers, cells));
        why.Field.ShouldBe(column);
        why.Value.ShouldBe(value);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_replaced_on_the_way()
    {
        string half = "R" + (char)0xD800;
        Decoded.Rejected(CsvRow.ToJson(TopicCatalogue.Reports, Headers, [half, "C1"])).Value.ShouldBe("R\\ud800");
    }

    [Fact]
    public void Columns_that_do_not_belong_pass_through_to_be_rejected()
    {
        Decoded.Rejected(CsvRow.ToJson(TopicCatalogue.Reports, ["colour"], ["red"])).Field.ShouldBe("colour");
        Decoded.Rejected(CsvRow.ToJson(TopicCatalogue.Reports, ["report_id"], ["R1", "more"])).Field.ShouldBe("column_2");
        Decoded.Rejected(CsvRow.ToJson(TopicCatalogue.Reports, ["report_id", "report_id"], ["R1", "R2"])).Value.ShouldBe("R2");
        Decoded.Rejected(CsvRow.ToJson(TopicCatalogue.Reports, ["report_id", "client_id"], ["R1"])).Field.ShouldBe("client_id");
    }

    [Fact]
    public void Nested_fields_stand_in_their_cells_as_json()
    {
        string[] headers = [.. JsonOf.ClientRule.Select(f => f.Name)];
        string[] cells = [.. JsonOf.ClientRule.Select(f => f.Json!.Trim('"'))];
        string json = Encoding.UTF8.GetString(CsvRow.ToJson(TopicCatalogue.ClientPricingRules, headers, cells));
        ReferenceSamples.ClientRule(json).Canonical.ShouldBe(ReferenceSamples.ClientRule(JsonOf.Record(JsonOf.ClientRule)).Canonical);

        cells[Array.IndexOf(headers, "tiers")] = "[{\"up_to\":";
        json = Encoding.UTF8.GetString(CsvRow.ToJson(TopicCatalogue.ClientPricingRules, headers, cells));
        ReferenceSamples.Rejected("client_pricing_rules", "C1", json).Field.ShouldBe("tiers");
    }

    [Fact]
    public void Whatever_stands_in_a_row_becomes_a_json_object() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>[]>(),
            Gen.ArrayOf(Gen.OneOf(Gen.Elements(Headers), Gen.Elements("tiers", "fee", "", " "))).ToArbitrary(),
            (cells, headers) =>
            {
                foreach (TopicShape shape in TopicCatalogue.All)
                {
                    using var json = JsonDocument.Parse(CsvRow.ToJson(shape, headers, [.. cells.Select(c => c.Get)]));
                    json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
                }

                return true;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static string Row(params string[] cells) =>
        Encoding.UTF8.GetString(CsvRow.ToJson(TopicCatalogue.Reports, Headers, cells));
}
