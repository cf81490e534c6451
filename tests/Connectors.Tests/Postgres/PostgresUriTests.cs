using Npgsql;
using Sluice.Connectors.Postgres;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class PostgresUriTests
{
    [Fact]
    public void A_uri_gives_all_its_parts()
    {
        var settings = PostgresUri.Parse("postgresql://ann%40x:p%40ss%3Aword%2F@db.example.org:5433/books?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=7&application_name=worker%201");
        (settings.Username, settings.Password).ShouldBe(("ann@x", "p@ss:word/"));
        (settings.Host, settings.Port, settings.Database).ShouldBe(("db.example.org", 5433, "books"));
        (settings.SslMode, settings.RootCertificate, settings.Timeout, settings.ApplicationName).ShouldBe((SslMode.VerifyFull, "/etc/ca.pem", 7, "worker 1"));
    }

    [Theory]
    [InlineData("postgres://localhost", "localhost", 5432, null)]
    [InlineData("postgresql://u@localhost/", "localhost", 5432, null)]
    [InlineData("postgresql:///books?host=/run/postgresql", "/run/postgresql", 5432, "books")]
    [InlineData("postgresql://u%40x:1%2F2%3F3@localhost/books", "localhost", 5432, "books")]
    [InlineData("postgresql://[::1]:6000/books", "::1", 6000, "books")]
    [InlineData("postgresql://[::1]/books", "::1", 5432, "books")]
    [InlineData("postgresql://a:1,b:2/books?target_session_attrs=read-write", "a:1,b:2", 5432, "books")]
    [InlineData("Host=h;Port=7;Database=d;Username=u", "h", 7, "d")]
    public void Other_forms_are_understood(string text, string host, int port, string? database)
    {
        var settings = PostgresUri.Parse(text);
        (settings.Host, settings.Port, settings.Database).ShouldBe((host, port, database));
    }

    [Theory]
    [InlineData("postgresql://u:123/s3cr3t@h/d")]
    [InlineData("postgresql://u:s3cr3t/123@h/d")]
    [InlineData("postgresql://u:123?s3cr3t@h/d")]
    [InlineData("postgresql://u:1@2/s3cr3t@h/d")]
    [InlineData("postgres://h/d?password=s3cr3t@1")]
    public void Special_characters_that_are_not_escaped_are_refused_with_how_to_write_them(string text)
    {
        var error = Should.Throw<FormatException>(() => PostgresUri.Parse(text));
        error.Message.ShouldContain("%2F");
        foreach (var part in new[] { "s3cr3t", "123" })
        {
            error.ToString().ShouldNotContain(part);
        }
    }

    [Theory]
    [InlineData("postgresql://u:s3cr3t@h:port/d")]
    [InlineData("postgresql://u:s3cr3t@h/d?sslmode=s3cr3t")]
    [InlineData("postgresql://u:s3cr3t@h/d?unknown=s3cr3t")]
    [InlineData("Host=h;Password=s3cr3t;Nonsense=s3cr3t")]
    [InlineData("Host=h;Port=s3cr3t")]
    [InlineData("s3cr3t")]
    public void What_cannot_be_understood_is_refused_without_a_secret(string text)
    {
        var error = Should.Throw<FormatException>(() => PostgresUri.Parse(text));
        error.ToString().ShouldNotContain("s3cr3t");
    }
}
