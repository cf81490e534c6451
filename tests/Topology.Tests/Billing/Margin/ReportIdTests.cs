using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

public class ReportIdTests
{
    private readonly StringTable _long = new();

    [Theory]
    [InlineData("R", ReportIdKind.Inline)]
    [InlineData("1234567890123456", ReportIdKind.Inline)]
    [InlineData("12345678901234567", ReportIdKind.Table)]
    [InlineData("ééééééééé", ReportIdKind.Table)]
    [InlineData("0b5f1e4e-6f6a-4a3e-9d3c-0123456789ab", ReportIdKind.Uuid)]
    [InlineData("0B5F1E4E-6F6A-4A3E-9D3C-0123456789AB", ReportIdKind.Table)]
    [InlineData("{0b5f1e4e-6f6a-4a3e-9d3c-0123456789a}", ReportIdKind.Table)]
    [InlineData("0b5f1e4e6f6a4a3e9d3c0123456789ab", ReportIdKind.Table)]
    [InlineData("0b5f1e4e-6f6a-4a3e-9d3c-0123456789abc", ReportIdKind.Table)]
    [InlineData("0b5f1e4e-6f6a-4a3e-9d3c+0123456789ab", ReportIdKind.Table)]
    public void An_id_is_kept_the_shortest_way_that_loses_nothing(string text, ReportIdKind kind)
    {
        var id = ReportId.Encode(Encoding.UTF8.GetBytes(text), _long);

        id.Kind.ShouldBe(kind);
        Text(id).ShouldBe(text);
        _long.Count.ShouldBe(kind == ReportIdKind.Table ? 1 : 0);
    }

    [Fact]
    public void Ids_are_equal_exactly_when_their_texts_are()
    {
        var character = Gen.Elements('0', 'a', 'f', '-', 'A', 'é', '\u0001');
        var text = from length in Gen.Choose(1, 40) from characters in Gen.ArrayOf(character, length) select new string(characters);
        var uuid = ArbMap.Default.GeneratorFor<Guid>().Select(g => g.ToString());
        var pairs = from one in Gen.OneOf(text, uuid) from other in Gen.OneOf(text, uuid, Gen.Constant(one), Gen.Constant(one.ToUpperInvariant())) select (one, other);
        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var one = ReportId.Encode(Encoding.UTF8.GetBytes(pair.one), _long);
            var other = ReportId.Encode(Encoding.UTF8.GetBytes(pair.other), _long);
            (one == other).ShouldBe(pair.one == pair.other);
            Text(other).ShouldBe(pair.other);
            (one.Hash(3) == other.Hash(3)).ShouldBe(one == other);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_owner_is_part_of_the_hash()
    {
        var id = ReportId.Encode("R1"u8, _long);

        Enumerable.Range(0, 1000).Select(id.Hash).Distinct().Count().ShouldBe(1000);
    }

    private string Text(ReportId id)
    {
        var bytes = new byte[id.TextLengthMax(_long)];
        return Encoding.UTF8.GetString(bytes.AsSpan(0, id.Decode(bytes, _long)));
    }
}
