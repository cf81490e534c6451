using Sluice.Connectors.Kafka.Membership;
using Sluice.Connectors.Kafka.Settings;
using Sluice.Connectors.Tests.Embedded;

namespace Sluice.Connectors.Tests.Kafka;

public sealed class KafkaAddressTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kafka://one", "one:9092", "")]
    [InlineData("kafka://one:9093,two/finance.", "one:9093,two:9092", "finance.")]
    [InlineData("KAFKA://[::1]:9094,[::2]", "[::1]:9094,[::2]:9092", "")]
    public void An_address_names_brokers_and_a_prefix(string address, string brokers, string prefix)
    {
        var options = KafkaAddress.Parse(address, _environment);
        (options.Brokers, options.Prefix, options.Administration).ShouldBe((brokers, prefix, true));
    }

    [Theory]
    [InlineData("http://one:9092")]
    [InlineData("kafka://")]
    [InlineData("kafka://one:port")]
    [InlineData("kafka://one:0")]
    [InlineData("kafka://one,,two")]
    [InlineData("kafka://me:secret@one:9092")]
    [InlineData("kafka://one/a b")]
    public void What_is_no_address_is_refused(string address)
    {
        var refusal = Should.Throw<FormatException>(() => KafkaAddress.Parse(address, _environment));
        refusal.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Settings_come_from_variables_files_and_a_settings_file_and_are_not_told()
    {
        _environment["SLUICE_KAFKA_SETTINGS"] = Write("settings", "# of the security team\nsecurity.protocol = SASL_SSL\nsasl.username=early\n");
        _environment["SLUICE_KAFKA_SASL_USERNAME"] = "sluice";
        _environment["SLUICE_KAFKA_SASL_PASSWORD_FILE"] = Write("password", "hush=hush\n");
        _environment["SLUICE_DATA"] = "elsewhere";
        var options = KafkaAddress.Parse("kafka://one", _environment);

        options.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")
            .ShouldBe(["sasl.password=hush=hush", "sasl.username=sluice", "security.protocol=SASL_SSL"]);
        options.ToString().ShouldBe("kafka://one:9092/");
    }

    [Theory]
    [InlineData("ENABLE_IDEMPOTENCE", "false", "enable.idempotence")]
    [InlineData("DELIVERY_REPORT_ONLY_ERROR", "true", "delivery.report.only.error")]
    [InlineData("DOTNET_PRODUCER_ENABLE_DELIVERY_REPORTS", "false", "dotnet.producer.enable.delivery.reports")]
    public void A_setting_that_exactly_once_or_an_appends_end_rests_on_is_refused(string variable, string value, string setting)
    {
        _environment["SLUICE_KAFKA_" + variable] = value;
        Should.Throw<FormatException>(() => KafkaAddress.Parse("kafka://one", _environment)).Message.ShouldContain(setting);
    }

    [Fact]
    public void The_members_session_is_a_setting_within_bounds()
    {
        MembershipOptions.Of(KafkaAddress.Parse("kafka://one", _environment)).ShouldBe(new MembershipOptions());
        _environment["SLUICE_KAFKA_SESSION_TIMEOUT_MS"] = "2500";
        MembershipOptions.Of(KafkaAddress.Parse("kafka://one", _environment)).SessionTimeout.ShouldBe(TimeSpan.FromSeconds(2.5));
        foreach (var wrong in (string[])["999", "60001", "soon", ""])
        {
            _environment["SLUICE_KAFKA_SESSION_TIMEOUT_MS"] = wrong;
            Should.Throw<FormatException>(() => KafkaAddress.Parse("kafka://one", _environment)).Message.ShouldContain("session.timeout.ms is 1000 to 60000");
        }
    }

    [Fact]
    public void A_settings_file_that_is_wrong_or_missing_is_told_without_its_words()
    {
        _environment["SLUICE_KAFKA_SETTINGS"] = Write("settings", "\nsecret\n");
        Should.Throw<FormatException>(() => KafkaAddress.Parse("kafka://one", _environment)).Message.ShouldMatch("^line 2 of .*settings is not property=value$");
        _environment["SLUICE_KAFKA_SETTINGS"] = Path.Combine(_folder.Path, "nowhere");
        Should.Throw<FormatException>(() => KafkaAddress.Parse("kafka://one", _environment)).Message.ShouldContain("nowhere");
    }

    [Fact]
    public void Brokers_without_administration_are_a_setting()
    {
        _environment["SLUICE_KAFKA_ADMINISTRATION"] = "false";
        var options = KafkaAddress.Parse("kafka://one", _environment);
        options.Administration.ShouldBeFalse();
        options.Properties.ShouldBeEmpty();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
