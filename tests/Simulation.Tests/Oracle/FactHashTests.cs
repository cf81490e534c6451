using System.Globalization;
using System.Text;
using Sluice.Oracle.Facts;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class FactHashTests
{
    // Computed by a separate program with unbounded integers.
    [Theory]
    [InlineData("", "21b2fd7d146018b83103362d17b0e455")]
    [InlineData("sluice", "4c4fe74cd638be5ea2246bf7187d5e9b")]
    [InlineData("12345678", "2e89e0b8beb445c7105e725f281bc02b")]
    public void Hash_of_fixed_bytes_is_fixed(string text, string hash) =>
        FactHash.Of(Encoding.UTF8.GetBytes(text)).ToString("x32", CultureInfo.InvariantCulture).ShouldBe(hash);

    [Fact]
    public void Fingerprint_of_one_report_is_the_hash_of_its_fields()
    {
        var row = Desk.Usual().Report("R-1", images: 120, at: "2026-01-31T18:30:00Z").Books().Fingerprints.ShouldHaveSingleItem();

        (row.Month, row.Reports, row.Fingerprint).ShouldBe(("2026-02", 1, "5eaddbc5d11aa4266683fa7285eb588e"));
    }

    [Fact]
    public void Fingerprint_of_a_month_is_the_wrapping_sum_of_its_reports()
    {
        var ids = Enumerable.Range(1, 50).Select(i => $"R-{i}").ToArray();

        var together = ids.Aggregate(new Desk(), (desk, id) => desk.Report(id)).Books().Fingerprints.ShouldHaveSingleItem();

        var sum = ids.Select(id => new Desk().Report(id).Books().Fingerprints.ShouldHaveSingleItem().Fingerprint)
            .Aggregate(UInt128.Zero, (total, hex) => unchecked(total + UInt128.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        together.Fingerprint.ShouldBe(sum.ToString("x32", CultureInfo.InvariantCulture));
    }
}
