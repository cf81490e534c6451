using System.Text.Json;

namespace Sluice.Connectors.Fx.Source;

/// <summary>
/// A folder beside the store with the feed's state and the last good daily file. Files are replaced whole, so a crash
/// leaves the old or the new one. Used by one thread at a time; of two processes the later writer stays.
/// </summary>
public sealed class FxCache(string folder)
{
    private const string StateFile = "state.json";
    private const string DailyFile = "daily";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>The folder of a store's file.</summary>
    public static FxCache Beside(string databasePath) => new(databasePath + ".fx");

    /// <summary>The state as it was saved; a new one where there is none, or none that can be read.</summary>
    public FxState Load()
    {
        try
        {
            var path = Path.Combine(folder, StateFile);
            var state = File.Exists(path) ? JsonSerializer.Deserialize<FxState>(File.ReadAllBytes(path), Options) : null;
            return state is { Url: not null, LastResult: not null, Unpublished: not null } ? state : new FxState();
        }
        catch (Exception damaged) when (damaged is JsonException or IOException or UnauthorizedAccessException)
        {
            return new FxState();
        }
    }

    /// <summary>The last good daily file; null where there is none.</summary>
    public byte[]? Daily()
    {
        try
        {
            var path = Path.Combine(folder, DailyFile);
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Saves the state, and the daily file where it is new.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(FxState state, byte[]? daily)
    {
        Directory.CreateDirectory(folder);
        if (daily is not null)
        {
            Replace(DailyFile, daily);
        }

        Replace(StateFile, JsonSerializer.SerializeToUtf8Bytes(state, Options));
    }

    private void Replace(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        var temporary = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
