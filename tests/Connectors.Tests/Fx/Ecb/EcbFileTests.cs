using Sluice.Connectors.Fx;
using Sluice.Connectors.Fx.Ecb;

namespace Sluice.Connectors.Tests.Fx.Ecb;

public sealed class EcbFileTests
{
    [Theory]
    [InlineData("Date,USD,JPY,\n", EcbKind.Csv)]
    [InlineData("\uFEFFDate, USD, JPY, \n", EcbKind.Csv)]
    [InlineData("2026-04-13,1.1,2,\n", EcbKind.Csv)]
    [InlineData("\n <?xml version=\"1.0\"?>", EcbKind.Xml)]
    [InlineData("PK\u0003\u0004rest", EcbKind.Zip)]
    [InlineData("base,quote,date,rate,source,recorded_at\n", EcbKind.None)]
    [InlineData("date,base,quote,rate,source,recorded_at\n", EcbKind.None)]
    [InlineData("{\"base\":\"USD\",\"date\":\"2026-04-13\"}\n", EcbKind.None)]
    [InlineData("Dates of interest\n", EcbKind.None)]
    [InlineData("", EcbKind.None)]
    public void A_file_is_recognised_by_how_it_begins(string head, EcbKind kind) => EcbFile.KindOf(EcbSamples.Bytes(head)).ShouldBe(kind);

    [Fact]
    public void An_archive_is_read_like_the_file_in_it()
    {
        var rates = EcbFile.Read(EcbSamples.Zip(("eurofxref-hist.csv", EcbSamples.History)));

        rates.Days.Count.ShouldBe(3);
        EcbFile.Read(EcbSamples.Zip(("a.xml", EcbSamples.Dollars(("2026-04-13", 90))))).Newest.ShouldBe(rates.Newest);
    }

    [Fact]
    public void Archives_of_something_else_are_refused()
    {
        var zip = EcbSamples.Zip(("eurofxref-hist.csv", EcbSamples.History));

        Fault(EcbSamples.Zip(("a.csv", EcbSamples.History), ("b.csv", EcbSamples.History))).ShouldContain("2 files");
        Fault(EcbSamples.Zip(("notes.txt", "hello"))).ShouldContain("notes.txt");
        Fault(EcbSamples.Zip(("eurofxref.zip", "PK\u0003\u0004"))).ShouldContain("no file of rates");
        Fault(zip[..(zip.Length / 2)]).ShouldContain("the archive is damaged");
        Fault(EcbSamples.Zip(("bomb.csv", "Date," + new string('A', FxLimits.FileBytesMax)))).ShouldContain("32 MiB");
    }

    [Fact]
    public void Other_files_are_refused() => Fault(EcbSamples.Bytes("hello")).ShouldContain("no file of the European Central Bank's");

    private static string Fault(byte[] content) => Should.Throw<EcbFormatException>(() => EcbFile.Read(content)).Message;
}
