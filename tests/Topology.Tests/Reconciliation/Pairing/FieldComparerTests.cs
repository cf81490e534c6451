using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class FieldComparerTests
{
    [Theory]
    [InlineData(FieldKind.Text, "agar abi", "Agarabi", Agreement.Equal)]
    [InlineData(FieldKind.Text, "george", "georege", Agreement.Close)]
    [InlineData(FieldKind.Text, "banks street", "banks srteet", Agreement.Close)]
    [InlineData(FieldKind.Text, "City Hospital North", "North City Hospital", Agreement.Close)]
    [InlineData(FieldKind.Text, "City Hosp.", "City Hospital", Agreement.Near)]
    [InlineData(FieldKind.Text, "nsw", "nws", Agreement.Near)]
    [InlineData(FieldKind.Text, "green", "mccarthy", Agreement.Different)]
    [InlineData(FieldKind.Text, "", "green", Agreement.Missing)]
    [InlineData(FieldKind.Id, "JOB-00123", "job 123", Agreement.Equal)]
    [InlineData(FieldKind.Id, "JOB-00123", "123", Agreement.Close)]
    [InlineData(FieldKind.Id, "JOB-48213", "JOB-48231", Agreement.Close)]
    [InlineData(FieldKind.Id, "JOB-8821-7", "JOB-9931-7", Agreement.Weak)]
    [InlineData(FieldKind.Id, "12", "34", Agreement.Different)]
    [InlineData(FieldKind.Date, "2026-03-04", "2026-04-03", Agreement.Close)]
    [InlineData(FieldKind.Date, "2026-01-30", "2026-02-02", Agreement.Close)]
    [InlineData(FieldKind.Date, "2026-01-28", "2026-02-03", Agreement.Near)]
    [InlineData(FieldKind.Date, "19371233", "19371223", Agreement.Close)]
    [InlineData(FieldKind.Date, "1961-07-09", "2026-01-31", Agreement.Different)]
    [InlineData(FieldKind.Amount, "100", "100.00", Agreement.Equal)]
    [InlineData(FieldKind.Amount, "1000", "1000.99", Agreement.Close)]
    [InlineData(FieldKind.Amount, "-250", "250", Agreement.Close)]
    [InlineData(FieldKind.Amount, "1240", "1420", Agreement.Near)]
    [InlineData(FieldKind.Amount, "100", "120", Agreement.Weak)]
    [InlineData(FieldKind.Amount, "6", "140", Agreement.Different)]
    public void Agreement_has_levels(FieldKind kind, string a, string b, Agreement level)
    {
        var found = FieldComparer.Compare(Read(kind, a), Read(kind, b));
        found.Level.ShouldBe(level);
        found.Similarity.ShouldBeInRange(level == Agreement.Equal ? FieldAgreement.One : 0, level < Agreement.Equal ? FieldAgreement.One - 1 : FieldAgreement.One);
    }

    [Theory]
    [InlineData("MARTHA", "MARHTA", 961_111)]
    [InlineData("DWAYNE", "DUANE", 840_000)]
    [InlineData("DIXON", "DICKSONX", 813_332)]
    [InlineData("a", "b", 0)]
    public void Jaro_Winkler_gives_the_published_values(string a, string b, int similarity) =>
        JaroWinkler.Similarity(a, b).ShouldBeInRange(similarity - 4, similarity + 4);

    [Fact]
    public void The_edit_distance_in_a_band_is_the_one_of_the_whole_table() =>
        Prop.ForAll(
            ShortTexts(), ShortTexts(), Gen.Choose(0, 4).ToArbitrary(),
            (a, b, limit) => EditDistance.UpTo(limit, a, b) == Math.Min(limit + 1, Whole(a, b)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Sides_may_be_exchanged() =>
        Prop.ForAll(ShortTexts(), ShortTexts(), (a, b) => new[] { FieldKind.Text, FieldKind.Id }.All(kind =>
            FieldComparer.Compare(Read(kind, a), Read(kind, b)) == FieldComparer.Compare(Read(kind, b), Read(kind, a))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Amounts_at_the_ends_of_the_scale_are_compared_too()
    {
        var ends = FieldComparer.Compare(FieldValue.OfAmount(decimal.MaxValue), FieldValue.OfAmount(decimal.MinValue));
        ends.Level.ShouldBe(Agreement.Close);
        ends.Similarity.ShouldBe(800_000);
        FieldComparer.Compare(FieldValue.OfAmount(decimal.MaxValue), FieldValue.OfAmount(0)).Level.ShouldBe(Agreement.Different);
    }

    [Fact]
    public void Swapped_values_are_seen_where_both_kinds_are_one()
    {
        PairingField[] fields = [new("given", FieldKind.Text), new("family", FieldKind.Text), new("ref", FieldKind.Id)];
        var data = PairingData.Between(
            fields,
            [new("a", [FieldValue.OfText("ann"), FieldValue.OfText("brook"), FieldValue.OfId("7")])],
            [new("b", [FieldValue.OfText("brook"), FieldValue.OfText("ann"), FieldValue.OfId("7")])]);
        var pattern = new PairComparer(data).Compare(0, 0);
        Enumerable.Range(0, 3).Select(f => Agreements.Of(pattern, f)).ShouldBe([Agreement.Swapped, Agreement.Swapped, Agreement.Equal]);
    }

    [Fact]
    public void Which_of_two_equal_spellings_came_first_does_not_show()
    {
        PairingField[] fields = [new("place", FieldKind.Text)];
        PairingRecord[] left = [new("a", [FieldValue.OfText("agar abi")]), new("b", [FieldValue.OfText("agarabi")])];
        PairingRecord[] right = [new("c", [FieldValue.OfText("abi town")])];
        var there = new PairComparer(PairingData.Between(fields, left, right));
        var back = new PairComparer(PairingData.Between(fields, [new("a", left[1].Values), new("b", left[0].Values)], right));
        new[] { there.Compare(0, 0), there.Compare(1, 0), back.Compare(0, 0), back.Compare(1, 0) }.Distinct().Count().ShouldBe(1);
        Agreements.Of(there.Compare(0, 0), 0).ShouldBe(Agreement.Weak);
    }

    private static FieldValue? Read(FieldKind kind, string text) => FieldValue.TryRead(kind, text, out var value) ? value : throw new ArgumentException(text);

    private static Arbitrary<string> ShortTexts() =>
        Gen.Elements('a', 'b', 'c', '1', '2', ' ').ListOf().Select(chars => new string([.. chars.Take(9)])).ToArbitrary();

    private static int Whole(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                    cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
