using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>Which native SQLite the process uses: the bundled one, or one that is named before the first use.</summary>
public static class SqliteLibrary
{
    /// <summary>Names the library where no option does.</summary>
    public const string Variable = "SLUICE_SQLITE_LIBRARY";

    private static readonly Lock Gate = new();
    private static string? s_path;
    private static bool s_ready;

    /// <summary>The version in use, such as <c>3.35.5</c>.</summary>
    public static string Version
    {
        get
        {
            Initialize(path: null);
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>Takes the library at <paramref name="path"/> for the whole process.</summary>
    /// <exception cref="EmbeddedException">No such file, or another library is in use already.</exception>
    public static void UseSqliteLibrary(string path) => Initialize(path);

    /// <summary>Loads the library once; a null path takes the variable's, else the bundled one.</summary>
    internal static void Initialize(string? path)
    {
        lock (Gate)
        {
            if (s_ready)
            {
                if (path is not null && path != s_path)
                {
                    throw new EmbeddedException($"this process uses {s_path ?? "the bundled SQLite"} already: name {path} before the first use");
                }

                return;
            }

            path ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;
            if (path is not null)
            {
                Redirect(path);
            }

            Batteries_V2.Init();
            s_path = path;
            s_ready = true;
        }
    }

    private static void Redirect(string path)
    {
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            throw new EmbeddedException($"{path} is not a library that can be loaded: check {Variable}");
        }

        if (!NativeLibrary.TryGetExport(library, "sqlite3_open_v2", out _))
        {
            throw new EmbeddedException($"{path} is not a SQLite library: check {Variable}");
        }

        var provider = Assembly.Load("SQLitePCLRaw.provider.e_sqlite3");
        NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == "e_sqlite3" ? library : IntPtr.Zero);
    }
}
