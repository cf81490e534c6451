using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Sluice.Connectors.Embedded.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0. Disposing resets it for the next use.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 512;

    public Statement Bind(int index, long value) => Checked(raw.sqlite3_bind_int64(handle, index, value));

    public Statement BindNull(int index) => Checked(raw.sqlite3_bind_null(handle, index));

    public Statement Bind(int index, ReadOnlySpan<char> text)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = bytesMax > StackBytes ? ArrayPool<byte>.Shared.Rent(bytesMax) : null;
        var buffer = rented ?? stackalloc byte[StackBytes];
        var length = Encoding.UTF8.GetBytes(text, buffer);
        BindUtf8(index, buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    /// <summary>Binds text that is UTF-8 already. An empty span has no address, and would be taken for NULL.</summary>
    public Statement BindUtf8(int index, ReadOnlySpan<byte> text) => Checked(text.IsEmpty
        ? raw.sqlite3_bind_text(handle, index, string.Empty)
        : raw.sqlite3_bind_text(handle, index, text));

    public Statement BindBlob(int index, ReadOnlySpan<byte> bytes) => Checked(bytes.IsEmpty
        ? raw.sqlite3_bind_zeroblob(handle, index, 0)
        : raw.sqlite3_bind_blob(handle, index, bytes));

    /// <summary>Moves to the next row; false behind the last.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        for (var patience = new Patience(); patience.Wants(result);)
        {
            _ = raw.sqlite3_reset(handle);
            result = raw.sqlite3_step(handle);
        }

        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result != raw.SQLITE_DONE)
        {
            connection.Check(result);
        }

        return false;
    }

    /// <summary>Runs a statement that gives no rows, and makes it ready for the next parameters.</summary>
    public void Run()
    {
        Step();
        Dispose();
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>The bytes of a blob or, in UTF-8, of a text; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _ = raw.sqlite3_reset(handle);

    public void Close() => handle.Dispose();

    private Statement Checked(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            connection.Check(result);
        }

        return this;
    }
}
