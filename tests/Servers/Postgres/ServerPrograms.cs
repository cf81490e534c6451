using System.Diagnostics;

namespace Sluice.Servers.Postgres;

/// <summary>Finds and runs PostgreSQL's programs, as the user postgres where the tests run as root, whom they refuse.</summary>
public static class ServerPrograms
{
    private static readonly string Folder = Find();

    public static bool AsOther => Environment.UserName == "root";

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; with its words.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        process.StandardInput.Close();
        var words = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {string.Join('\n', await words)}");
        }
    }

    public static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var path = Path.Combine(Folder, program);
        string[] line = AsOther ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments] : [path, .. arguments];
        return new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>Debian keeps them apart by version; the newest is taken.</summary>
    private static string Find()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.OrderDescending().Concat(path).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: these tests need its server (apt-get install postgresql)");
    }
}
