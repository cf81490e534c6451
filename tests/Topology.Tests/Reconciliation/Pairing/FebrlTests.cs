using Sluice.Topology.Reconciliation.Pairing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class FebrlTests
{
    [FebrlTheory]
    [InlineData("given_name:text surname:text street_number:id address_1:text address_2:text suburb:text postcode:id state:text date_of_birth:date soc_sec_id:id")]
    [InlineData("given_name:text surname:text street_number:text address_1:text address_2:text suburb:text postcode:text state:text date_of_birth:text soc_sec_id:text")]
    [InlineData("given_name:text surname:text street_number:amount address_1:text address_2:text suburb:text postcode:amount state:text date_of_birth:id soc_sec_id:id")]
    [InlineData("given_name:text surname:text date_of_birth:date suburb:text postcode:id address_1:text")]
    [InlineData("given_name:text surname:text soc_sec_id:id date_of_birth:date")]
    public void Duplicates_of_the_sample_are_found_however_the_columns_are_typed(string columns)
    {
        PairingField[] fields = [.. columns.Split(' ').Select(c => c.Split(':')).Select(c => new PairingField(c[0], Enum.Parse<FieldKind>(c[1], ignoreCase: true)))];
        var rows = Cells("dataset1.csv");
        int[] places = [.. fields.Select(f => Array.IndexOf(rows[0], f.Name))];
        PairingRecord[] records = [.. rows.Skip(1).Select(row => new PairingRecord(row[0], [.. fields.Select((f, i) => Read(f.Kind, row[places[i]]))]))];
        var gold = Cells("gold.csv").Skip(1).Select(row => string.Join('|', row.Order(StringComparer.Ordinal))).ToHashSet();

        var pairs = new PairingMatcher(PairingData.Duplicates(fields, records)).Match(new PairingOptions()).Pairs;

        var right = pairs.Count(p => gold.Contains($"{p.LeftId}|{p.RightId}"));
        (2.0 * right / (pairs.Count + gold.Count)).ShouldBeGreaterThanOrEqualTo(0.97);
    }

    private static string[][] Cells(string file) =>
        [.. File.ReadLines(Path.Combine(FebrlTheoryAttribute.Folder!, file)).Select(line => Array.ConvertAll(line.Split(','), c => c.Trim()))];

    private static FieldValue? Read(FieldKind kind, string text) =>
        FieldValue.TryRead(kind, text, out var value) ? value : throw new FormatException(text);
}
