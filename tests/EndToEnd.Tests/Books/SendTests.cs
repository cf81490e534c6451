using System.Text;
using System.Text.Json;
using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.Engine.Log;

namespace Sluice.EndToEnd.Tests.Books;

public sealed class SendTests : ClosedBooks
{
    private static readonly TopicPartition Control = new("control", 0);

    [Theory]
    [InlineData("M \"2026-13\" is not a month", "close", "2026-13")]
    [InlineData("--client \"\" names nobody", "close", "2026-01", "--client", "")]
    [InlineData("--to 2025-12 lies before 2026-01", "rerun", "2026-01", "--to", "2025-12")]
    [InlineData("makes 121 months: at most 120", "rerun", "2026-01", "--to", "2036-01")]
    [InlineData("\"2026-01-31\" is not an instant", "rerun", "2026-01", "--as-of", "2026-01-31")]
    [InlineData("\"2026-01-31T10:00:00\" is not an instant", "rerun", "2026-01", "--as-of", "2026-01-31T10:00:00")]
    [InlineData("AMOUNT \"0\" must be above zero", "credit-note", "INV-1", "0")]
    [InlineData("AMOUNT \"1,5\" is not a number", "credit-note", "INV-1", "1,5")]
    [InlineData("AMOUNT \"1.123456789\" has more than 8 digits after", "credit-note", "INV-1", "1.123456789")]
    [InlineData("AMOUNT \"1234567890123456\" has more than 15 digits before", "credit-note", "INV-1", "1234567890123456")]
    [InlineData("INVOICE \" \" is no number", "credit-note", " ", "1")]
    [InlineData("COMMAND_ID \"\" is no command's id", "cancel", "")]
    [InlineData("--reason \"a·b\" holds characters", "close", "2026-01", "--reason", "a\tb")]
    public async Task Misuse_names_field_and_value(string words, params string[] args)
    {
        var misused = await RunAsync(args);

        (misused.ExitCode, misused.Stdout).ShouldBe((2, ""), misused.Stderr);
        misused.Stderr.ShouldContain(words);
        Directory.Exists(Path.Combine(Folder, "data")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_books_or_a_key_or_topics_a_command_is_refused_and_says_what_to_do()
    {
        var none = await RunAsync("close", "2026-01");
        await IngestReferenceAsync();
        var neverRun = await RunAsync("close", "2026-01", "--no-wait");
        var noKey = await RunAsync("close", "2026-01", "--log", "kafka://localhost:1");
        Variables["SLUICE_COMMAND_KEY"] = "hush-hush";
        var badKey = await RunAsync("close", "2026-01", "--log", "kafka://localhost:1", "--db-uri", "sqlite:other.db");

        (none.ExitCode, neverRun.ExitCode, noKey.ExitCode, badKey.ExitCode).ShouldBe((3, 3, 3, 3));
        none.Stderr.ShouldContain("there are no books at data/sluice.db yet");
        neverRun.Stderr.ShouldContain("./sluice run --until-idle makes the topics");
        noKey.Stderr.ShouldContain("SLUICE_COMMAND_KEY_FILE");
        badKey.Stderr.ShouldContain("SLUICE_COMMAND_KEY is no key");
        badKey.Stderr.ShouldNotContain("hush");
    }

    [Fact]
    public async Task A_command_that_is_not_waited_for_lies_in_the_log_with_who_why_and_the_cut()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1), Records.Report(2));
        await ProcessAsync();

        var sent = (await JsonAsync("rerun", "2026-01", "--to", "2026-02", "--client", "C-2", "--client", "C-1", "--by", "asha", "--reason", "new price", "--no-wait")).Single();

        var message = (await MessagesAsync()).Single();
        (sent.GetProperty("command_id").GetString(), sent.GetProperty("status").GetString()).ShouldBe((message.GetProperty("command_id").GetString(), "queued"));
        (message.GetProperty("type").GetString(), message.GetProperty("requested_by").GetString(), message.GetProperty("reason").GetString()).ShouldBe(("rerun", "asha", "new price"));
        message.GetProperty("months").ToString().ShouldBe("""["2026-01","2026-02"]""");
        message.GetProperty("clients").ToString().ShouldBe("""["C-1","C-2"]""");
        message.GetProperty("signature").GetString()!.Length.ShouldBe(64);
        message.GetProperty("cut").GetProperty("reports").EnumerateObject().Sum(p => p.Value.GetInt64()).ShouldBe(2);
        message.GetProperty("cut").GetProperty("clients").GetProperty("0").GetInt64().ShouldBe(1);
        File.Exists(DatabasePath + ".key").ShouldBeTrue();
    }

    [Fact]
    public async Task Beside_a_running_engine_a_command_is_forwarded()
    {
        await IngestReferenceAsync();
        await ProcessAsync();
        using var run = Start("run");
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(DatabasePath + ".owner")), "the engine's socket");

        var sent = await SucceedAsync("credit-note", "INV-2601-000001", "1250.50", "--no-wait");
        await run.InterruptAsync();

        sent.Stderr.ShouldContain("the engine that runs on these books carries it out");
        (await MessagesAsync()).Single().GetProperty("amount").GetRawText().ShouldBe("1250.50");
    }

    private async Task<List<JsonElement>> MessagesAsync()
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = DatabasePath });
        var messages = new List<JsonElement>();
        foreach (var record in await database.Log.ReadAsync(Control, 0, 100, 1 << 20, CancellationToken.None))
        {
            messages.Add(JsonDocument.Parse(Encoding.UTF8.GetString(record.Value)).RootElement);
        }

        return messages;
    }
}
