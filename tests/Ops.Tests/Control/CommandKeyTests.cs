using System.Runtime.Versioning;
using Sluice.Cli.Control;
using Sluice.Cli.Hosting;

namespace Sluice.Ops.Tests.Control;

[UnsupportedOSPlatform("windows")]
public sealed class CommandKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-key-").FullName;

    private StoreLocation Location => StoreLocation.Embedded(Path.Combine(_folder, "data", "books.db"));

    private string KeyFile => Path.Combine(_folder, "data", "books.db.key");

    [Fact]
    public void The_key_is_made_once_beside_the_store_and_is_its_owners_alone()
    {
        var first = CommandKey.Of(Location);

        first.Length.ShouldBe(32);
        CommandKey.Of(Location).ShouldBe(first);
        CommandKey.Of(StoreLocation.Embedded(Path.Combine(_folder, "data", "other.db"))).ShouldNotBe(first);
        File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Files("data").Count(file => file.EndsWith(".key", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Of_several_who_make_it_at_once_all_get_the_same()
    {
        for (var books = 0; books < 50; books++)
        {
            var location = StoreLocation.Embedded(Path.Combine(_folder, $"data{books}", "books.db"));
            using var start = new Barrier(8);
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Convert.ToHexString(CommandKey.Of(location));
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            keys.Distinct().Count().ShouldBe(1);
            Files($"data{books}").ShouldBe([location.Path + ".key", location.Path + ".key.lock"]);
        }
    }

    [Fact]
    public void Half_a_key_that_a_crash_left_is_no_key()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        File.WriteAllText(KeyFile + ".new", "abc");

        CommandKey.Of(Location).ShouldBe(Convert.FromHexString(File.ReadAllText(KeyFile).Trim()));
        Files("data").ShouldBe([KeyFile, KeyFile + ".lock"]);
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused_and_so_is_what_is_no_key()
    {
        CommandKey.Of(Location);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var open = Should.Throw<CliException>(() => CommandKey.Of(Location));
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(KeyFile, "secret");
        var none = Should.Throw<CliException>(() => CommandKey.Of(Location));

        (open.Code, none.Code).ShouldBe((ExitCode.Refused, ExitCode.Refused));
        open.Message.ShouldContain($"chmod 600 {KeyFile}");
        none.Message.ShouldContain($"{KeyFile} holds no key");
        none.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void A_store_that_is_reached_by_a_link_has_one_key()
    {
        var key = CommandKey.Of(Location);
        File.WriteAllText(Location.Path!, "");
        var link = Path.Combine(_folder, "link.db");
        File.CreateSymbolicLink(link, Location.Path!);

        CommandKey.Of(StoreLocation.Embedded(link)).ShouldBe(key);
    }

    private string[] Files(string folder) => [.. Directory.GetFiles(Path.Combine(_folder, folder)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
