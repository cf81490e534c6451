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
    public void A_query_goes_with_every_file() =>
        FxUrls.Parse("https://rates.example/eurofxref-daily.xml?key=1").History.ShouldBe(new Uri("https://rates.example/eurofxref-hist.zip?key=1"));

    [Fact]
    public void A_file_of_another_name_stands_alone() =>
        FxUrls.Parse("http://rates.example/today").ShouldBe(new FxUrls(new Uri("http://rates.example/today"), null, null));

    [Fact]
    public void A_key_in_an_address_is_not_shown_and_still_tells_two_addresses_apart()
    {
        var one = FxUrls.Shown(new Uri("https://rates.example/today?key=secret"));

        one.ShouldStartWith("https://rates.example/today?…");
        one.ShouldNotContain("secret");
        FxUrls.Shown(new Uri("https://rates.example/today?key=other")).ShouldNotBe(one);
        FxUrls.Shown(new Uri("https://rates.example/today")).ShouldBe("https://rates.example/today");
    }

    [Theory]
    [InlineData("eurofxref-daily.xml")]
    [InlineData("ftp://rates.example/eurofxref-daily.xml")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@rates.example/")]
    public void Other_addresses_are_refused(string address) =>
        Should.Throw<FormatException>(() => FxUrls.Parse(address)).Message.ShouldNotContain("secret");
}
