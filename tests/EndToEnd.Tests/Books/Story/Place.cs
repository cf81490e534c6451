namespace Sluice.EndToEnd.Tests.Books.Story;

/// <summary>Where books lie, and who works on them while commands come.</summary>
public enum Place
{
    /// <summary>A SQLite file that nobody works on: whoever sends a command carries it out.</summary>
    File,

    /// <summary>A SQLite file with an engine that runs on it.</summary>
    OwnedFile,

    /// <summary>PostgreSQL and Kafka, and two workers that share the shards.</summary>
    Shared,
}
