using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Sluice.Connectors.Postgres;

namespace Sluice.Servers.Postgres;

/// <summary>
/// A PostgreSQL of the tests' own: a new data folder, a free port on loopback, durable as in earnest. A watchdog stops it
/// and removes its folder when this process is gone, whatever became of it.
/// </summary>
public sealed class TestServer
{
    /// <summary>Of the superuser postgres; has a character that a URI escapes.</summary>
    public const string Password = "s3cret%word";
    private static readonly Lazy<Task<TestServer>> One = new(StartAsync);

    private static int _databases;

    private readonly string _folder;

    // Held for as long as the server is used: its input ends with it.
    private Process? _watchdog;

    private TestServer(string folder, int port) => (_folder, Port) = (folder, port);

    /// <summary>The server that all tests share which do not stop it.</summary>
    public static Task<TestServer> Shared => One.Value;

    public int Port { get; }

    public string Uri => UriWith(Password);

    public string UriWith(string password) => UriOf("postgres", password);

    /// <summary>A database that is new and empty; its address.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"books_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        var settings = PostgresUri.Parse(Uri);
        settings.Pooling = false;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return UriOf(name, Password);
    }

    public static async Task<TestServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-pg-").FullName;
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, Password);
        if (ServerPrograms.AsOther)
        {
            using var chown = Process.Start("chown", ["-R", "postgres:", folder]);
            await chown.WaitForExitAsync();
        }

        var server = new TestServer(folder, FreePort());
        server.Watch();
        await ServerPrograms.RunAsync(
            "initdb", "-D", server.Data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256", "--pwfile", secret);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync() => await ServerPrograms.RunAsync(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=on -c max_connections=200 -c shared_buffers=64MB");

    /// <param name="mode">smart, fast or immediate, which is a crash.</param>
    public async Task StopAsync(string mode) => await ServerPrograms.RunAsync("pg_ctl", "stop", "-w", "-m", mode, "-D", Data);

    /// <summary>Kills the server's first process without warning; the others notice and end.</summary>
    public async Task KillAsync()
    {
        var id = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0]);
        using var server = Process.GetProcessById(id);
        server.Kill();
        await server.WaitForExitAsync();
    }

    private string Data => Path.Combine(_folder, "data");

    private string UriOf(string database, string password) =>
        $"postgresql://postgres:{System.Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{database}?sslmode=disable";

    /// <summary>A shell that waits for the end of its input, which is the end of this process.</summary>
    private void Watch()
    {
        var stop = ServerPrograms.Start("pg_ctl", "stop", "-m", "immediate", "-D", Data);
        var start = new ProcessStartInfo("sh", ["-c", "cat > /dev/null; \"$@\"; rm -rf \"$0\"", _folder, stop.FileName, .. stop.ArgumentList])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _watchdog = Process.Start(start);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
