namespace Sluice.Connectors.Tests.Embedded;

/// <summary>A test that needs a SQLite library of the system's.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemSqliteFactAttribute : FactAttribute
{
    private static readonly string[] Places =
    [
        "/usr/lib/x86_64-linux-gnu/libsqlite3.so.0",
        "/usr/lib/aarch64-linux-gnu/libsqlite3.so.0",
        "/usr/lib64/libsqlite3.so.0",
        "/usr/lib/libsqlite3.so.0",
    ];

    public static readonly string? Library = Array.Find(Places, File.Exists);

    public SystemSqliteFactAttribute() => Skip = Library is null ? "there is no libsqlite3.so.0 on this machine" : null;
}
