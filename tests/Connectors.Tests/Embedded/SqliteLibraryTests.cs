using System.Diagnostics;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Sqlite;

namespace Sluice.Connectors.Tests.Embedded;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void The_version_in_use_is_that_of_the_library_named()
    {
        var named = Environment.GetEnvironmentVariable(SqliteLibrary.Variable);
        using var folder = new TempFolder();
        SqliteLibrary.Initialize(path: null);
        DatabaseFile.Make(folder.Database);
        using var connection = Connection.Open(folder.Database, readOnly: false);
        using var query = connection.Prepare("SELECT sqlite_version()");
        query.Step();
        query.Text(0).ShouldBe(SqliteLibrary.Version);
        (SqliteLibrary.Version == "3.35.5").ShouldBe(string.IsNullOrEmpty(named));
    }

    [Fact]
    public void A_second_library_in_one_process_is_refused()
    {
        SqliteLibrary.Initialize(path: null);
        Should.Throw<EmbeddedException>(() => SqliteLibrary.UseSqliteLibrary("/another/libsqlite3.so")).Message.ShouldContain("already");
    }

    /// <summary>The library is the process's, so the suites run once more in a process of their own.</summary>
    [SystemSqliteFact]
    public async Task The_suites_pass_on_the_systems_library_too()
    {
        string[] classes = [nameof(EmbeddedLogTests), nameof(EmbeddedStoreTests), nameof(GroupCommitTests), nameof(SqliteLibraryTests) + ".The_version"];
        var filter = string.Join('|', classes.Select(c => "FullyQualifiedName~Embedded." + c));
        var start = new ProcessStartInfo("dotnet", ["test", typeof(SqliteLibraryTests).Assembly.Location, "--filter", filter])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { [SqliteLibrary.Variable] = SystemSqliteFactAttribute.Library },
        };
        using var run = Process.Start(start)!;
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        run.ExitCode.ShouldBe(0, output);
        output.ShouldContain("Passed!");
    }
}
