using Sluice.Connectors.Fx.Http;

namespace Sluice.Connectors.Tests.Fx.Http;

public sealed class FxUrlsTests
{
    [Theory]
    [InlineData("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml")]
    [InlineData("https://www.ecb.europa.eu/stats/eurofxref/")]
    public void From_the_daily_file_or_its_folder_the_others_follow(string address)
    {
        var urls = FxUrls.Parse(address);

        urls.ShouldBe(new FxUrls(
            new Uri(FxUrls.Default),
            new Uri("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml"),
            new Uri("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip")));
    }

    [Fact]
    public void A_file_of_another_name_stands_alone() =>
        FxUrls.Parse("http://rates.example/today").ShouldBe(new FxUrls(new Uri("http://rates.example/today"), null, null));

    [Theory]
    [InlineData("eurofxref-daily.xml")]
    [InlineData("ftp://rates.example/eurofxref-daily.xml")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@rates.example/")]
    public void Other_addresses_are_refused(string address) =>
        Should.Throw<FormatException>(() => FxUrls.Parse(address)).Message.ShouldNotContain("secret");
}
