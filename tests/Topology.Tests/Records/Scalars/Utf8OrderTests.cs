using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Tests.Records.Scalars;

public class Utf8OrderTests
{
    private static readonly Gen<string> s_text =
        Gen.ListOf(Gen.Elements("", "a", "b", "é", "\uD7FF", "\uE000", "\uFF5E", "\U0001F600", "\U0010FFFF")).Select(string.Concat);

    [Fact]
    public void Texts_are_ordered_as_their_bytes_are() => Prop.ForAll(
        s_text.ToArbitrary(),
        s_text.ToArbitrary(),
        (left, right) => Math.Sign(Utf8Order.Compare(left, right)).ShouldBe(
            Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))))).QuickCheckThrowOnFailure();
}
