using Sluice.Metrics.Serving;

namespace Sluice.Ops.Tests.Serving;

public class ListenAddressTests
{
    [Theory]
    [InlineData("9464", "127.0.0.1:9464")]
    [InlineData(":9464", "127.0.0.1:9464")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("0.0.0.0:9464", "0.0.0.0:9464")]
    [InlineData("*:9464", "0.0.0.0:9464")]
    [InlineData("[::1]:9464", "[::1]:9464")]
    [InlineData("10.0.0.7:0", "10.0.0.7:0")]
    public void Without_a_host_it_is_this_machine_alone(string text, string address) => ListenAddress.Parse(text).ToString().ShouldBe(address);

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData("1.2.3.4:65536")]
    [InlineData("1.2.3.4:-1")]
    [InlineData("::1:80")]
    [InlineData("example.org:80")]
    [InlineData("http://localhost:80")]
    public void What_is_no_address_is_refused_with_its_text(string text) =>
        Should.Throw<FormatException>(() => ListenAddress.Parse(text)).Message.ShouldContain($"\"{text}\"");
}
